// name: relation/customer_orders
// mode: read
// params: first
// Order nodes of a customer, the latest first.
// Generated from the model by `python -m graph.generate`.
MATCH (_start)<-[_resolves:RESOLVES_TO]-(:SourceRecord)-[:PLACED]->(_order:Order)
WHERE _resolves.valid_to IS NULL
WITH DISTINCT _order
ORDER BY _order.ordered_at DESC, _order.id
LIMIT $first
