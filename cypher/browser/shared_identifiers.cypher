// name: browser/shared_identifiers
// mode: read
// params:
// Shared identifiers. The fifteen identifiers that most customers share: families, workplaces, recycled
// phone numbers, and perhaps customers that should be one.
MATCH (identifier)<-[:HAS_EMAIL|HAS_PHONE|USES_DEVICE|HAS_COOKIE|HAS_HANDLE|OWNS_ACCOUNT|HAS_DOCUMENT|LIVES_AT]-(:SourceRecord)-[resolves:RESOLVES_TO]->(customer:Customer)
WHERE resolves.valid_to IS NULL
WITH identifier, count(DISTINCT customer) AS customers
WHERE customers > 1
ORDER BY customers DESC, identifier.value
LIMIT 15
MATCH users = (identifier)<-[:HAS_EMAIL|HAS_PHONE|USES_DEVICE|HAS_COOKIE|HAS_HANDLE|OWNS_ACCOUNT|HAS_DOCUMENT|LIVES_AT]-(:SourceRecord)-[resolves:RESOLVES_TO]->(:Customer)
WHERE resolves.valid_to IS NULL
RETURN users
LIMIT 200
