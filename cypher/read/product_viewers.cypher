// name: read/product_viewers
// mode: read
// params: ids, first
// Customers who looked at products, with counts and times, those with the most views first.
UNWIND $ids AS id
MATCH (:Product {id: id})<-[view:VIEWED]-(:SourceRecord)-[resolves:RESOLVES_TO]->(c:Customer)
WHERE resolves.valid_to IS NULL
WITH id, c, sum(view.count) AS views, min(view.first_seen) AS first_at, max(view.last_seen) AS last_at
ORDER BY views DESC, c.id
RETURN id, collect(c{.*, _count: views, _first_at: first_at, _last_at: last_at})[0..$first] AS items
