// name: read/customers_now
// mode: read
// params: ids
// Lists of a customer id and that of the customer it is now; ids that the graph does not have are left out.
UNWIND $ids AS id
MATCH (:Customer {id: id})-[:MERGED_INTO*0..50]->(customer:Customer)
WHERE NOT (customer)-[:MERGED_INTO]->()
RETURN collect([id, customer.id]) AS customers
