// name: read/ticket_customer
// mode: read
// params: ids
// The customer behind each Ticket.
UNWIND $ids AS id
MATCH (:Ticket {id: id})<-[:OPENED]-(:SourceRecord)-[resolves:RESOLVES_TO]->(c:Customer)
WHERE resolves.valid_to IS NULL
WITH DISTINCT id, c
ORDER BY c.id
RETURN id, collect(c{.*})[0..1] AS items
