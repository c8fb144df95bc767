// name: browser/merge_evidence
// mode: read
// params:
// Evidence behind a merge. The records of one customer, the identifiers that at least two of them use, and the
// scored links between them; for another customer, put WHERE customer.id = '...' in place of the first WHERE.
MATCH (customer:Customer)
WHERE customer.record_count > 1
WITH customer ORDER BY abs(customer.record_count - 5), customer.id LIMIT 1
MATCH belongs = (customer)<-[resolves:RESOLVES_TO]-(record:SourceRecord)
WHERE resolves.valid_to IS NULL
OPTIONAL MATCH scored = (record)-[:MATCHES]-(:SourceRecord)
OPTIONAL MATCH shared = (record)-[:HAS_EMAIL|HAS_PHONE|USES_DEVICE|HAS_COOKIE|HAS_HANDLE|OWNS_ACCOUNT|HAS_DOCUMENT|LIVES_AT]->()<-[:HAS_EMAIL|HAS_PHONE|USES_DEVICE|HAS_COOKIE|HAS_HANDLE|OWNS_ACCOUNT|HAS_DOCUMENT|LIVES_AT]-(:SourceRecord)-[:RESOLVES_TO]->(customer)
RETURN belongs, scored, shared
LIMIT 250
