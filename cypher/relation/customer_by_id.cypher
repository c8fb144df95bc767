// name: relation/customer_by_id
// mode: read
// params: id
// A customer by id; a retired id finds the customer that took its place.
MATCH (:Customer {id: $id})-[:MERGED_INTO*0..50]->(_customer:Customer)
WHERE NOT (_customer)-[:MERGED_INTO]->()
WITH _customer
LIMIT 1
