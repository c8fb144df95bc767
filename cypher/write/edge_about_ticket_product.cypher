// name: write/edge_about_ticket_product
// mode: write
// params: rows
// Write ABOUT edges from Ticket to Product: null leaves a property as it was.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (a:Ticket {id: row.start_id})
USING INDEX SEEK a:Ticket(id)
MATCH (b:Product {id: row.end_id})
USING INDEX SEEK b:Product(id)
MERGE (a)-[e:ABOUT]->(b)
