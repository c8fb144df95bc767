// name: read/customer_tickets
// mode: read
// params: ids, first
// Service cases of customers, the latest first.
UNWIND $ids AS id
MATCH (:Customer {id: id})<-[resolves:RESOLVES_TO]-(:SourceRecord)-[:OPENED]->(t:Ticket)
WHERE resolves.valid_to IS NULL
WITH DISTINCT id, t
ORDER BY t.opened_at DESC, t.id
RETURN id, collect(t{.*})[0..$first] AS items
