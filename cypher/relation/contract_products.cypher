// name: relation/contract_products
// mode: read
// params: first
// Product nodes that one Contract node is connected with, by id.
// Generated from the model by `python -m graph.generate`.
MATCH (_start)-[:COVERS]->(_product:Product)
WITH DISTINCT _product
ORDER BY _product.id
LIMIT $first
