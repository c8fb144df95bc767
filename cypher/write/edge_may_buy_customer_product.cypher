// name: write/edge_may_buy_customer_product
// mode: write
// params: rows
// Write MAY_BUY edges from Customer to Product: null leaves a property as it was.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (a:Customer {id: row.start_id})
USING INDEX SEEK a:Customer(id)
MATCH (b:Product {id: row.end_id})
USING INDEX SEEK b:Product(id)
MERGE (a)-[e:MAY_BUY]->(b)
SET e.rank = coalesce(row.rank, e.rank),
    e.score = coalesce(row.score, e.score),
    e.basis = coalesce(row.basis, e.basis),
    e.reason = coalesce(row.reason, e.reason)
