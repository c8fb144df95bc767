// name: write/node_source
// mode: write
// params: rows
// Write Source nodes: with exactly the properties given, a null removes.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:Source {name: row.name})
SET n += row.properties
