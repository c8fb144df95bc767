// name: read/record_customer
// mode: read
// params: ids
// The customers that source records belong to now; `ids` are pairs of source and source_id.
UNWIND $ids AS id
MATCH (:SourceRecord {source: id[0], source_id: id[1]})-[resolves:RESOLVES_TO]->(c:Customer)
WHERE resolves.valid_to IS NULL
RETURN id, collect(c{.*}) AS items
