// name: read/ticket_orders
// mode: read
// params: ids, first
// Orders that tickets are about, the latest first.
UNWIND $ids AS id
MATCH (:Ticket {id: id})-[:ABOUT]->(o:Order)
WITH DISTINCT id, o
ORDER BY o.ordered_at DESC, o.id
RETURN id, collect(o{.*, total: coalesce(o.total, o.lines_total)})[0..$first] AS items
