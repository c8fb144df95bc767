// name: write/edge_merged_into_customer_customer
// mode: write
// params: rows
// Write MERGED_INTO edges from Customer to Customer: null leaves a property as it was.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (a:Customer {id: row.start_id})
USING INDEX SEEK a:Customer(id)
MATCH (b:Customer {id: row.end_id})
USING INDEX SEEK b:Customer(id)
MERGE (a)-[e:MERGED_INTO]->(b)
SET e.at = coalesce(row.at, e.at),
    e.run = coalesce(row.run, e.run)
