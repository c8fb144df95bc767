// name: relation/customer_purchases
// mode: read
// params: first
// Products that a customer bought, with pieces and times, those with the most pieces first.
MATCH (_start)<-[_resolves:RESOLVES_TO]-(:SourceRecord)
      -[:PLACED]->(_order:Order)-[_line:CONTAINS]->(_product:Product)
WHERE _resolves.valid_to IS NULL
WITH _product, sum(coalesce(_line.quantity, 1)) AS _count,
     min(_order.ordered_at) AS _first_at, max(_order.ordered_at) AS _last_at
ORDER BY _count DESC, _product.id
LIMIT $first
