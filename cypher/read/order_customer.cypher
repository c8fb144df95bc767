// name: read/order_customer
// mode: read
// params: ids
// The customer behind each Order.
UNWIND $ids AS id
MATCH (:Order {id: id})<-[:PLACED]-(:SourceRecord)-[resolves:RESOLVES_TO]->(c:Customer)
WHERE resolves.valid_to IS NULL
WITH DISTINCT id, c
ORDER BY c.id
RETURN id, collect(c{.*})[0..1] AS items
