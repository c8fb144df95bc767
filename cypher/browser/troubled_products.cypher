// name: browser/troubled_products
// mode: read
// params:
// Products with most tickets. The five that service hears about most, their latest tickets and who opened them.
MATCH (product:Product)<-[:ABOUT]-(ticket:Ticket)
WITH product, count(ticket) AS tickets ORDER BY tickets DESC, product.id LIMIT 5
MATCH (product)<-[:ABOUT]-(ticket:Ticket)
WITH product, tickets, ticket ORDER BY ticket.opened_at DESC, ticket.id
WITH product, tickets, collect(ticket)[..8] AS latest
UNWIND latest AS ticket
MATCH complaint = (product)<-[:ABOUT]-(ticket)<-[:OPENED]-(:SourceRecord)-[resolves:RESOLVES_TO]->(:Customer)
WHERE resolves.valid_to IS NULL
RETURN complaint, tickets
