// name: write/no_about_ticket_product
// mode: write
// params: rows
// Delete ABOUT edges from Ticket to Product that no event states any more.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (a:Ticket {id: row.start_id})-[e:ABOUT]->(:Product {id: row.end_id})
USING INDEX SEEK a:Ticket(id)
DELETE e
