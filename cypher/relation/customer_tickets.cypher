// name: relation/customer_tickets
// mode: read
// params: first
// Ticket nodes of a customer, the latest first.
// Generated from the model by `python -m graph.generate`.
MATCH (_start)<-[_resolves:RESOLVES_TO]-(:SourceRecord)-[:OPENED]->(_ticket:Ticket)
WHERE _resolves.valid_to IS NULL
WITH DISTINCT _ticket
ORDER BY _ticket.opened_at DESC, _ticket.id
LIMIT $first
