// name: projection/dump_edges
// mode: read
// params: 
// Every edge with its ends and properties, for comparing graphs.
MATCH (a)-[e]->(b)
RETURN labels(a) AS start_labels, properties(a) AS start, type(e) AS type, properties(e) AS properties,
    labels(b) AS end_labels, properties(b) AS end
