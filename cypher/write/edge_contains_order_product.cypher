// name: write/edge_contains_order_product
// mode: write
// params: rows
// Write CONTAINS edges from Order to Product: null leaves a property as it was.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (a:Order {id: row.start_id})
USING INDEX SEEK a:Order(id)
MATCH (b:Product {id: row.end_id})
USING INDEX SEEK b:Product(id)
MERGE (a)-[e:CONTAINS {line: row.line}]->(b)
SET e.quantity = coalesce(row.quantity, e.quantity),
    e.price = coalesce(row.price, e.price),
    e.total = coalesce(row.total, e.total)
