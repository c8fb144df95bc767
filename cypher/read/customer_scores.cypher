// name: read/customer_scores
// mode: read
// params: id
// All properties of a customer, its scores among them.
MATCH (c:Customer {id: $id})
RETURN properties(c) AS properties
