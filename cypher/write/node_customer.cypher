// name: write/node_customer
// mode: write
// params: rows
// Write Customer nodes: with exactly the properties given, a null removes.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:Customer {id: row.id})
SET n += row.properties
