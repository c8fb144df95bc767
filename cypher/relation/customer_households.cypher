// name: relation/customer_households
// mode: read
// params: past, first
// Households of a customer with the time of the membership, the latest first; only current ones unless `past`.
// Those of customers that were merged into it are its own.
MATCH (_start)<-[:MERGED_INTO*0..50]-()-[_member:MEMBER_OF]->(_household:Household)
WHERE $past OR _member.valid_to IS NULL
WITH _start, _household, _member
ORDER BY _member.valid_from DESC, _household.id
LIMIT $first
