// name: read/customer_events
// mode: read
// params: ids, first
// Notable events of customers, the latest first.
UNWIND $ids AS id
MATCH (:Customer {id: id})<-[resolves:RESOLVES_TO]-(:SourceRecord)-[:DID]->(e:Event)
WHERE resolves.valid_to IS NULL
WITH DISTINCT id, e
ORDER BY e.at DESC, e.id
RETURN id, collect(e{.*})[0..$first] AS items
