// name: write/node_projection
// mode: write
// params: rows
// Write Projection nodes: with exactly the properties given, a null removes.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:Projection {id: row.id})
SET n += row.properties
