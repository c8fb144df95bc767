// name: browser/many_sources
// mode: read
// params:
// Known from most sources. Ten customers with their records and where each comes from.
MATCH (customer:Customer)<-[resolves:RESOLVES_TO]-(record:SourceRecord)
WHERE resolves.valid_to IS NULL
WITH customer, count(DISTINCT record.source) AS sources
ORDER BY sources DESC, customer.id
LIMIT 10
MATCH known = (customer)<-[resolves:RESOLVES_TO]-(record:SourceRecord)
WHERE resolves.valid_to IS NULL
OPTIONAL MATCH origin = (record)-[:FROM_SOURCE]->(:Source)
RETURN known, origin
LIMIT 200
