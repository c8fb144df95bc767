// name: relation/product_buyers
// mode: read
// params: first
// Customers who bought a product, with pieces and times, those with the most pieces first.
MATCH (_start)<-[_line:CONTAINS]-(_order:Order)<-[:PLACED]-(:SourceRecord)
      -[_resolves:RESOLVES_TO]->(_customer:Customer)
WHERE _resolves.valid_to IS NULL
WITH _customer, sum(coalesce(_line.quantity, 1)) AS _count,
     min(_order.ordered_at) AS _first_at, max(_order.ordered_at) AS _last_at
ORDER BY _count DESC, _customer.id
LIMIT $first
