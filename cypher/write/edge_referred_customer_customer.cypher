// name: write/edge_referred_customer_customer
// mode: write
// params: rows
// Write REFERRED edges from Customer to Customer: null leaves a property as it was.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (a:Customer {id: row.start_id})
USING INDEX SEEK a:Customer(id)
MATCH (b:Customer {id: row.end_id})
USING INDEX SEEK b:Customer(id)
MERGE (a)-[e:REFERRED]->(b)
SET e.at = coalesce(row.at, e.at),
    e.channel = coalesce(row.channel, e.channel),
    e.campaign = coalesce(row.campaign, e.campaign),
    e.code = coalesce(row.code, e.code),
    e.revenue = coalesce(row.revenue, e.revenue),
    e.standing = coalesce(row.standing, e.standing),
    e.converted_at = coalesce(row.converted_at, e.converted_at)
