// name: relation/customer_current
// mode: read
// params:
// The customer that took a customer's place; itself, where none did.
MATCH (_start)-[:MERGED_INTO*0..50]->(_customer:Customer)
WHERE NOT (_customer)-[:MERGED_INTO]->()
WITH _customer
LIMIT 1
