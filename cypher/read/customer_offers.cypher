// name: read/customer_offers
// mode: read
// params: id
// What to offer next to a customer, the best first.
MATCH (c:Customer {id: $id})-[e:MAY_BUY]->(p:Product)
RETURN e.rank AS rank, p.id AS product, p.name AS name, p.category AS category, e.score AS score,
       e.basis AS basis, e.reason AS reason
ORDER BY rank
