// name: read/customer_purchases
// mode: read
// params: ids, first
// Products that customers bought, with pieces and times, those with the most pieces first.
UNWIND $ids AS id
MATCH (:Customer {id: id})<-[resolves:RESOLVES_TO]-(:SourceRecord)-[:PLACED]->(o:Order)-[line:CONTAINS]->(p:Product)
WHERE resolves.valid_to IS NULL
WITH id, p, sum(coalesce(line.quantity, 1)) AS pieces, min(o.ordered_at) AS first_at, max(o.ordered_at) AS last_at
ORDER BY pieces DESC, p.id
RETURN id, collect(p{.*, _count: pieces, _first_at: first_at, _last_at: last_at})[0..$first] AS items
