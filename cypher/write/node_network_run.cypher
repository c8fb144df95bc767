// name: write/node_network_run
// mode: write
// params: rows
// Write NetworkRun nodes: with exactly the properties given, a null removes.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:NetworkRun {id: row.id})
SET n += row.properties
