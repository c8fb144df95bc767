// name: browser/bought_together
// mode: read
// params:
// Bought together. What else the buyers of the best-selling product bought, the six products with most common
// buyers; for another product, put WHERE product.id = '...' before the first WITH.
MATCH (product:Product)<-[:CONTAINS]-(order:Order)
WITH product, count(order) AS orders ORDER BY orders DESC, product.id LIMIT 1
MATCH (product)<-[:CONTAINS]-(:Order)<-[:PLACED]-(:SourceRecord)-[:RESOLVES_TO]->(customer:Customer)
WITH DISTINCT product, customer
MATCH (customer)<-[:RESOLVES_TO]-(:SourceRecord)-[:PLACED]->(:Order)-[:CONTAINS]->(other:Product)
WHERE other.id <> product.id
WITH product, other, count(DISTINCT customer) AS buyers, collect(DISTINCT customer)[..5] AS examples
ORDER BY buyers DESC, other.id
LIMIT 6
UNWIND examples AS customer
MATCH bought = (customer)<-[:RESOLVES_TO]-(:SourceRecord)-[:PLACED]->(:Order)-[:CONTAINS]->(item:Product)
WHERE item.id IN [product.id, other.id]
RETURN bought, other.name AS also_bought, buyers
LIMIT 200
