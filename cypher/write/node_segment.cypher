// name: write/node_segment
// mode: write
// params: rows
// Write Segment nodes: with exactly the properties given, a null removes.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:Segment {id: row.id})
SET n += row.properties
