// name: projection/checkpoint
// mode: read
// params: 
// How far the graph has come: journal id and checkpoint; no row for an empty graph.
MATCH (p:Projection {id: 'journal'})
RETURN p.journal AS journal, p.checkpoint AS checkpoint
