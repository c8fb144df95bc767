// name: write/node_identity_run
// mode: write
// params: rows
// Write IdentityRun nodes: with exactly the properties given, a null removes.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:IdentityRun {id: row.id})
SET n += row.properties
