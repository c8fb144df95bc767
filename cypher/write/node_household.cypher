// name: write/node_household
// mode: write
// params: rows
// Write Household nodes: with exactly the properties given, a null removes.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:Household {id: row.id})
SET n += row.properties
