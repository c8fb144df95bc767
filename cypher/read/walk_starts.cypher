// name: read/walk_starts
// mode: read
// params: ids
// Lists of a customer id, that of the customer it is now, and the number of referrals that they are an end of; ids that
// the graph does not have are left out.
UNWIND $ids AS id
MATCH (:Customer {id: id})-[:MERGED_INTO*0..50]->(customer:Customer)
WHERE NOT (customer)-[:MERGED_INTO]->()
WITH id, customer, COUNT { (customer)-[:REFERRED]-() } AS referrals
RETURN collect([id, customer.id, referrals]) AS starts
