// name: relation/product_viewers
// mode: read
// params: first
// Customers who looked at a product, with counts and times, those with the most views first.
MATCH (_start)<-[_view:VIEWED]-(:SourceRecord)-[_resolves:RESOLVES_TO]->(_customer:Customer)
WHERE _resolves.valid_to IS NULL
WITH _customer, sum(_view.count) AS _count, min(_view.first_seen) AS _first_at, max(_view.last_seen) AS _last_at
ORDER BY _count DESC, _customer.id
LIMIT $first
