// name: read/most_offered
// mode: read
// params: first
// The products that are offered to most customers, how often, and to how many of them first of all.
MATCH (c:Customer)-[e:MAY_BUY]->(p:Product)
WITH p, count(*) AS customers, sum(CASE WHEN e.rank = 1 THEN 1 ELSE 0 END) AS first_of_all
RETURN p.id AS product, p.name AS name, p.category AS category, customers, first_of_all
ORDER BY customers DESC, product
LIMIT $first
