// name: read/product_buyers
// mode: read
// params: ids, first
// Customers who bought products, with pieces and times, those with the most pieces first.
UNWIND $ids AS id
MATCH (:Product {id: id})<-[line:CONTAINS]-(o:Order)<-[:PLACED]-(:SourceRecord)-[resolves:RESOLVES_TO]->(c:Customer)
WHERE resolves.valid_to IS NULL
WITH id, c, sum(coalesce(line.quantity, 1)) AS pieces, min(o.ordered_at) AS first_at, max(o.ordered_at) AS last_at
ORDER BY pieces DESC, c.id
RETURN id, collect(c{.*, _count: pieces, _first_at: first_at, _last_at: last_at})[0..$first] AS items
