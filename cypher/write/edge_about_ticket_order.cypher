// name: write/edge_about_ticket_order
// mode: write
// params: rows
// Write ABOUT edges from Ticket to Order: null leaves a property as it was.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (a:Ticket {id: row.start_id})
USING INDEX SEEK a:Ticket(id)
MATCH (b:Order {id: row.end_id})
USING INDEX SEEK b:Order(id)
MERGE (a)-[e:ABOUT]->(b)
