// name: read/event_customer
// mode: read
// params: ids
// The customer behind each Event.
UNWIND $ids AS id
MATCH (:Event {id: id})<-[:DID]-(:SourceRecord)-[resolves:RESOLVES_TO]->(c:Customer)
WHERE resolves.valid_to IS NULL
WITH DISTINCT id, c
ORDER BY c.id
RETURN id, collect(c{.*})[0..1] AS items
