// name: relation/contract_products
// mode: read
// params: first
// Products of a contract, by id.
MATCH (_start)-[:COVERS]->(_product:Product)
WITH DISTINCT _product
ORDER BY _product.id
LIMIT $first
