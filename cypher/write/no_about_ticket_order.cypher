// name: write/no_about_ticket_order
// mode: write
// params: rows
// Delete ABOUT edges from Ticket to Order that no event states any more.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (a:Ticket {id: row.start_id})-[e:ABOUT]->(:Order {id: row.end_id})
USING INDEX SEEK a:Ticket(id)
DELETE e
