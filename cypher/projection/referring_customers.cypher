// name: projection/referring_customers
// mode: read
// params: ids
// Customers at the other end of derived referrals of these customers.
UNWIND $ids AS id
MATCH (:Customer {id: id})-[:REFERRED]-(other:Customer)
RETURN DISTINCT other.id AS id
