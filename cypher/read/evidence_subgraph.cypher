// name: read/evidence_subgraph
// mode: read
// params: records
// The evidence around records, each given as [source, source_id], as paths: the customers they belong to, the
// scored links between them and to others, and the identifiers that at least two of them use.
UNWIND $records AS key
MATCH evidence = (:SourceRecord {source: key[0], source_id: key[1]})-[resolves:RESOLVES_TO]->(:Customer)
WHERE resolves.valid_to IS NULL
RETURN evidence
UNION
UNWIND $records AS key
MATCH evidence = (:SourceRecord {source: key[0], source_id: key[1]})-[:MATCHES]-(:SourceRecord)
RETURN evidence
UNION
UNWIND $records AS key
MATCH evidence = (:SourceRecord {source: key[0], source_id: key[1]})-[:HAS_EMAIL|HAS_PHONE|USES_DEVICE|HAS_COOKIE|HAS_HANDLE|OWNS_ACCOUNT|HAS_DOCUMENT|LIVES_AT]->()<-[:HAS_EMAIL|HAS_PHONE|USES_DEVICE|HAS_COOKIE|HAS_HANDLE|OWNS_ACCOUNT|HAS_DOCUMENT|LIVES_AT]-(other:SourceRecord)
WHERE [other.source, other.source_id] IN $records
RETURN evidence
