// name: relation/customer_aliases
// mode: read
// params: 
// Retired ids of a customer, by id.
MATCH (_start)<-[:MERGED_INTO*1..50]-(_former:Customer)
WITH DISTINCT _former.id AS _id
ORDER BY _id
