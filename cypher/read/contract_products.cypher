// name: read/contract_products
// mode: read
// params: ids, first
// Products of each Contract, by id.
UNWIND $ids AS id
MATCH (:Contract {id: id})-[:COVERS]->(p:Product)
WITH DISTINCT id, p
ORDER BY p.id
RETURN id, collect(p{.*})[0..$first] AS items
