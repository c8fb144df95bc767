// name: projection/checkpoint
// mode: read
// params: 
// How far the graph has come: journal id, checkpoint, and since when; no row for an empty graph.
MATCH (p:Projection {id: 'journal'})
RETURN p.journal AS journal, p.checkpoint AS checkpoint, p.updated_at AS updated_at
