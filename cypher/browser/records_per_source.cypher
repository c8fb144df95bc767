// name: browser/records_per_source
// mode: read
// params:
// Records per source. And how many customers they belong to.
MATCH (record:SourceRecord)
OPTIONAL MATCH (record)-[resolves:RESOLVES_TO]->(customer:Customer)
WHERE resolves.valid_to IS NULL
WITH record.source AS name, count(DISTINCT record) AS records, count(DISTINCT customer) AS customers
OPTIONAL MATCH (source:Source)
WHERE source.name = name
RETURN name, records, customers, source
ORDER BY records DESC, name
