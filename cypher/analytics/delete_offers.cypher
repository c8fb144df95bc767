// name: analytics/delete_offers
// mode: write
// params: rows
// Take offers away; rows have start_id, a customer, and end_id, a product.
UNWIND $rows AS row
MATCH (c:Customer {id: row.start_id})-[e:MAY_BUY]->(p:Product)
USING INDEX SEEK c:Customer(id)
WHERE p.id = row.end_id
DELETE e
