// name: read/tickets_by_ids
// mode: read
// params: ids
// Ticket nodes by id.
UNWIND $ids AS id
MATCH (n:Ticket {id: id})
RETURN id, collect(n{.*}) AS items
