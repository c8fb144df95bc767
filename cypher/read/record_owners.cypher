// name: read/record_owners
// mode: read
// params: records
// Ids of the customers that records, given as lists of source and source_id, belong to now.
UNWIND $records AS record
MATCH (:SourceRecord {source: record[0], source_id: record[1]})-[resolves:RESOLVES_TO]->(customer:Customer)
WHERE resolves.valid_to IS NULL
RETURN DISTINCT customer.id AS id
ORDER BY id
