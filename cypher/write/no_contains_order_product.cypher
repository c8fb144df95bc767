// name: write/no_contains_order_product
// mode: write
// params: rows
// Delete CONTAINS edges from Order to Product that no event states any more.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (a:Order {id: row.start_id})-[e:CONTAINS]->(:Product {id: row.end_id})
USING INDEX SEEK a:Order(id)
WHERE e.line = row.line
DELETE e
