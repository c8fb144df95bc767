// name: read/customer_identifiers
// mode: read
// params: ids, first
// Identifiers of the current records of customers: first and latest use over all records; a stay
// at an address that lasts has no last_seen.
UNWIND $ids AS id
MATCH (:Customer {id: id})<-[resolves:RESOLVES_TO]-(:SourceRecord)
      -[use:HAS_EMAIL|HAS_PHONE|USES_DEVICE|HAS_COOKIE|HAS_HANDLE|OWNS_ACCOUNT|HAS_DOCUMENT|LIVES_AT]->(n)
WHERE resolves.valid_to IS NULL
WITH id, type(use) AS edge, n.value AS value, coalesce(n.shared, false) AS shared,
     min(coalesce(use.first_seen, use.valid_from)) AS first_seen,
     max(coalesce(use.last_seen, use.valid_to)) AS latest,
     sum(CASE WHEN type(use) = 'LIVES_AT' AND use.valid_to IS NULL THEN 1 ELSE 0 END) AS lasting
WITH id, edge, value, shared, first_seen, CASE WHEN lasting > 0 THEN null ELSE latest END AS last_seen
ORDER BY edge, value
RETURN id, collect({
  edge: edge, value: value, shared: shared, first_seen: first_seen, last_seen: last_seen
})[0..$first] AS items
