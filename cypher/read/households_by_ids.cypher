// name: read/households_by_ids
// mode: read
// params: ids
// Households by id.
UNWIND $ids AS id
MATCH (n:Household {id: id})
RETURN id, collect(n{.*}) AS items
