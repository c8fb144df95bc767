// name: analytics/delete_offers
// mode: write
// params: rows
// Take the offers of customers away; rows have id, a customer, and products, of which offers stay.
UNWIND $rows AS row
MATCH (c:Customer {id: row.id})-[e:MAY_BUY]->(p:Product)
USING INDEX SEEK c:Customer(id)
WHERE NOT p.id IN row.products
DELETE e
