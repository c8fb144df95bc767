// name: read/customers_by_ids
// mode: read
// params: ids
// Customers by id; a retired id finds the customer that took its place.
UNWIND $ids AS id
MATCH (:Customer {id: id})-[:MERGED_INTO*0..50]->(c:Customer)
WHERE NOT (c)-[:MERGED_INTO]->()
RETURN id, collect(c{.*}) AS items
