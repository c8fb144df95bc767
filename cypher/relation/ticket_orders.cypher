// name: relation/ticket_orders
// mode: read
// params: first
// Orders that a ticket is about, the latest first.
MATCH (_start)-[:ABOUT]->(_order:Order)
WITH DISTINCT _order
ORDER BY _order.ordered_at DESC, _order.id
LIMIT $first
