// name: read/customer_views
// mode: read
// params: ids, first
// Products that customers looked at, with counts and times, the most viewed first.
UNWIND $ids AS id
MATCH (:Customer {id: id})<-[resolves:RESOLVES_TO]-(:SourceRecord)-[view:VIEWED]->(p:Product)
WHERE resolves.valid_to IS NULL
WITH id, p, sum(view.count) AS views, min(view.first_seen) AS first_at, max(view.last_seen) AS last_at
ORDER BY views DESC, p.id
RETURN id, collect(p{.*, _count: views, _first_at: first_at, _last_at: last_at})[0..$first] AS items
