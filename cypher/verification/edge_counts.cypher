// name: verification/edge_counts
// mode: read
// params: 
// How many edges of each type there are, for holding the graph against the journal.
MATCH ()-[e]->()
RETURN type(e) AS type, count(*) AS count
