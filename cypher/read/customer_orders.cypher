// name: read/customer_orders
// mode: read
// params: ids, first
// Orders of customers, the latest first.
UNWIND $ids AS id
MATCH (:Customer {id: id})<-[resolves:RESOLVES_TO]-(:SourceRecord)-[:PLACED]->(o:Order)
WHERE resolves.valid_to IS NULL
WITH DISTINCT id, o
ORDER BY o.ordered_at DESC, o.id
RETURN id, collect(o{.*, total: coalesce(o.total, o.lines_total)})[0..$first] AS items
