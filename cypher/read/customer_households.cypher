// name: read/customer_households
// mode: read
// params: ids, past, first
// Households of customers with the time of their membership, the latest first; only current ones unless `past`.
// Those of customers that were merged into them are theirs.
UNWIND $ids AS id
MATCH (:Customer {id: id})<-[:MERGED_INTO*0..50]-(:Customer)-[member:MEMBER_OF]->(h:Household)
WHERE $past OR member.valid_to IS NULL
WITH id, h, member
ORDER BY member.valid_from DESC, h.id
RETURN id, collect(h{.*, _valid_from: member.valid_from, _valid_to: member.valid_to})[0..$first] AS items
