// name: relation/customer_views
// mode: read
// params: first
// Products that a customer looked at, with counts and times, the most viewed first.
MATCH (_start)<-[_resolves:RESOLVES_TO]-(:SourceRecord)-[_view:VIEWED]->(_product:Product)
WHERE _resolves.valid_to IS NULL
WITH _product, sum(_view.count) AS _count, min(_view.first_seen) AS _first_at, max(_view.last_seen) AS _last_at
ORDER BY _count DESC, _product.id
LIMIT $first
