// name: read/event_products
// mode: read
// params: ids, first
// Products of each Event, by id.
UNWIND $ids AS id
MATCH (:Event {id: id})-[:ABOUT]->(p:Product)
WITH DISTINCT id, p
ORDER BY p.id
RETURN id, collect(p{.*})[0..$first] AS items
