// name: verification/node_counts
// mode: read
// params: 
// How many nodes of each label there are, for holding the graph against the journal.
MATCH (n)
UNWIND labels(n) AS label
RETURN label, count(*) AS count
