// name: write/edge_member_of_customer_household
// mode: write
// params: rows
// Write MEMBER_OF edges from Customer to Household: the end of validity replaces what was there, null while it holds.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (a:Customer {id: row.start_id})
USING INDEX SEEK a:Customer(id)
MATCH (b:Household {id: row.end_id})
USING INDEX SEEK b:Household(id)
MERGE (a)-[e:MEMBER_OF {valid_from: row.valid_from}]->(b)
SET e.valid_to = row.valid_to
