// name: write/node_trait
// mode: write
// params: rows
// Write Trait nodes: with exactly the properties given, a null removes.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:Trait {name: row.name})
SET n += row.properties
