// name: projection/referring_customers
// mode: read
// params: ids
// Customers at the other end of derived referrals of these customers.
UNWIND $ids AS id
MATCH (c:Customer {id: id})-[:REFERRED]-(other:Customer)
USING INDEX SEEK c:Customer(id)
RETURN DISTINCT other.id AS id
