// name: read/demo_customer
// mode: read
// params:
// A customer whose records come from most sources: name, id, records and how many sources.
MATCH (c:Customer)<-[v:RESOLVES_TO]-(r:SourceRecord)
WHERE v.valid_to IS NULL AND c.full_name IS NOT NULL
WITH c, count(DISTINCT r.source) AS sources, count(r) AS records
ORDER BY sources DESC, records, c.id
LIMIT 1
RETURN c.id AS id, c.full_name AS name, sources, records
