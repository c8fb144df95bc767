// name: read/household_members
// mode: read
// params: ids, past, first
// Customers of households with the time of their membership, by id; only current ones unless `past`. In the
// place of a customer that was merged is the one that it was merged into.
UNWIND $ids AS id
MATCH (:Household {id: id})<-[member:MEMBER_OF]-(:Customer)-[:MERGED_INTO*0..50]->(c:Customer)
WHERE ($past OR member.valid_to IS NULL) AND NOT (c)-[:MERGED_INTO]->()
WITH id, c, member
ORDER BY c.id, member.valid_from
RETURN id, collect(c{.*, _valid_from: member.valid_from, _valid_to: member.valid_to})[0..$first] AS items
