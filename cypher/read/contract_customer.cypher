// name: read/contract_customer
// mode: read
// params: ids
// The customer behind each Contract.
UNWIND $ids AS id
MATCH (:Contract {id: id})<-[:SIGNED]-(:SourceRecord)-[resolves:RESOLVES_TO]->(c:Customer)
WHERE resolves.valid_to IS NULL
WITH DISTINCT id, c
ORDER BY c.id
RETURN id, collect(c{.*})[0..1] AS items
