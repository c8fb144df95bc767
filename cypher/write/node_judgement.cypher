// name: write/node_judgement
// mode: write
// params: rows
// Write Judgement nodes: with exactly the properties given, a null removes.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:Judgement {id: row.id})
SET n += row.properties
