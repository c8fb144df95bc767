// name: projection/dump_nodes
// mode: read
// params: 
// Every node with its label and properties, for comparing graphs.
MATCH (n)
RETURN labels(n) AS labels, properties(n) AS properties
