// name: write/node_review_case
// mode: write
// params: rows
// Write ReviewCase nodes: with exactly the properties given, a null removes.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:ReviewCase {id: row.id})
SET n += row.properties
