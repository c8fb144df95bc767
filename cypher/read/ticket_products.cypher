// name: read/ticket_products
// mode: read
// params: ids, first
// Products of each Ticket, by id.
UNWIND $ids AS id
MATCH (:Ticket {id: id})-[:ABOUT]->(p:Product)
WITH DISTINCT id, p
ORDER BY p.id
RETURN id, collect(p{.*})[0..$first] AS items
