// name: read/customer_aliases
// mode: read
// params: ids
// Retired ids of customers, by id.
UNWIND $ids AS id
MATCH (:Customer {id: id})<-[:MERGED_INTO*1..50]-(former:Customer)
WITH DISTINCT id, former
ORDER BY former.id
RETURN id, collect({id: former.id}) AS items
