// name: relation/event_products
// mode: read
// params: first
// Products of a event, by id.
MATCH (_start)-[:ABOUT]->(_product:Product)
WITH DISTINCT _product
ORDER BY _product.id
LIMIT $first
