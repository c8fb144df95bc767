// name: relation/order_customer
// mode: read
// params: 
// The customer behind one Order node.
// Generated from the model by `python -m graph.generate`.
MATCH (_start)<-[:PLACED]-(:SourceRecord)-[_resolves:RESOLVES_TO]->(_customer:Customer)
WHERE _resolves.valid_to IS NULL
WITH DISTINCT _customer
ORDER BY _customer.id
LIMIT 1
