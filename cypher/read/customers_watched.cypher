// name: read/customers_watched
// mode: read
// params: ids
// Customers by id, as the one that each is now: its values, records and retired ids; ids that the graph does not
// have are left out.
UNWIND $ids AS id
MATCH (:Customer {id: id})-[:MERGED_INTO*0..50]->(customer:Customer)
WHERE NOT (customer)-[:MERGED_INTO]->()
WITH DISTINCT id, customer
OPTIONAL MATCH (customer)<-[resolves:RESOLVES_TO]-(record:SourceRecord)
WHERE resolves.valid_to IS NULL
WITH id, customer, collect(record.source + ':' + record.source_id) AS records
OPTIONAL MATCH (customer)<-[:MERGED_INTO*1..50]-(former:Customer)
WITH id, customer, records, collect(DISTINCT former.id) AS former
RETURN id, customer{.*} AS properties, records, former
