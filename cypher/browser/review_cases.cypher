// name: browser/review_cases
// mode: read
// params:
// Review cases. The ten most valuable open ones with the records they are about, the customers these belong to
// and the identifiers the records have in common.
MATCH (case:ReviewCase)
WHERE case.state <> 'closed'
WITH case ORDER BY coalesce(case.value, 0) DESC, case.id LIMIT 10
MATCH about = (case)-[:JUDGES]->(record:SourceRecord)
OPTIONAL MATCH belongs = (record)-[resolves:RESOLVES_TO]->(:Customer)
WHERE resolves.valid_to IS NULL
OPTIONAL MATCH shared = (record)-[:HAS_EMAIL|HAS_PHONE|USES_DEVICE|HAS_COOKIE|HAS_HANDLE|OWNS_ACCOUNT|HAS_DOCUMENT|LIVES_AT]->()<-[:HAS_EMAIL|HAS_PHONE|USES_DEVICE|HAS_COOKIE|HAS_HANDLE|OWNS_ACCOUNT|HAS_DOCUMENT|LIVES_AT]-(:SourceRecord)<-[:JUDGES]-(case)
RETURN about, belongs, shared
LIMIT 200
