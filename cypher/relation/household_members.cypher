// name: relation/household_members
// mode: read
// params: past, first
// Customers of a household with the time of their membership, by id; only current ones unless `past`. In the
// place of a customer that was merged is the one that it was merged into.
MATCH (_start)<-[_member:MEMBER_OF]-()-[:MERGED_INTO*0..50]->(_customer:Customer)
WHERE ($past OR _member.valid_to IS NULL) AND NOT (_customer)-[:MERGED_INTO]->()
WITH _start, _customer, _member
ORDER BY _customer.id, _member.valid_from
LIMIT $first
