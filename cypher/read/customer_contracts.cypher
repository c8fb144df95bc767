// name: read/customer_contracts
// mode: read
// params: ids, first
// Contracts of customers, the latest first.
UNWIND $ids AS id
MATCH (:Customer {id: id})<-[resolves:RESOLVES_TO]-(:SourceRecord)-[:SIGNED]->(k:Contract)
WHERE resolves.valid_to IS NULL
WITH DISTINCT id, k
ORDER BY k.signed_at DESC, k.id
RETURN id, collect(k{.*})[0..$first] AS items
