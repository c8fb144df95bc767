// name: read/household_members
// mode: read
// params: ids, first
// Customers who live in households now, by id.
UNWIND $ids AS id
MATCH (:Household {id: id})<-[member:MEMBER_OF]-(c:Customer)
WHERE member.valid_to IS NULL
WITH DISTINCT id, c
ORDER BY c.id
RETURN id, collect(c{.*})[0..$first] AS items
