// name: relation/record_customer
// mode: read
// params: 
// The customer that a source record belongs to now.
MATCH (_start)-[_resolves:RESOLVES_TO]->(_customer:Customer)
WHERE _resolves.valid_to IS NULL
WITH DISTINCT _customer
ORDER BY _customer.id
LIMIT 1
