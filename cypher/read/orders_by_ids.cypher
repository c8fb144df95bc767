// name: read/orders_by_ids
// mode: read
// params: ids
// Order nodes by id.
UNWIND $ids AS id
MATCH (n:Order {id: id})
RETURN id, collect(n{.*, total: coalesce(n.total, n.lines_total)}) AS items
