// name: read/customer_household
// mode: read
// params: ids, first
// Households that customers live in now, by id.
UNWIND $ids AS id
MATCH (:Customer {id: id})-[member:MEMBER_OF]->(h:Household)
WHERE member.valid_to IS NULL
WITH DISTINCT id, h
ORDER BY h.id
RETURN id, collect(h{.*})[0..$first] AS items
