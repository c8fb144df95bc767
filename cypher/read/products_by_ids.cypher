// name: read/products_by_ids
// mode: read
// params: ids
// Product nodes by id.
UNWIND $ids AS id
MATCH (n:Product {id: id})
RETURN id, collect(n{.*}) AS items
