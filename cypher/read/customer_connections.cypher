// name: read/customer_connections
// mode: read
// params: ids
// What connects customers with others in one step: an identifier that both use and that is not
// shared by too many, a referral, a household.
UNWIND $ids AS id
MATCH (:Customer {id: id})<-[mine:RESOLVES_TO]-(:SourceRecord)
      -[use:HAS_EMAIL|HAS_PHONE|USES_DEVICE|HAS_COOKIE|HAS_HANDLE|OWNS_ACCOUNT|HAS_DOCUMENT|LIVES_AT]->(n)
      <-[other_use:HAS_EMAIL|HAS_PHONE|USES_DEVICE|HAS_COOKIE|HAS_HANDLE|OWNS_ACCOUNT|HAS_DOCUMENT|LIVES_AT]-
      (:SourceRecord)-[theirs:RESOLVES_TO]->(other:Customer)
WHERE other.id <> id AND coalesce(n.shared, false) = false
  AND mine.valid_to IS NULL AND theirs.valid_to IS NULL
  AND use.valid_to IS NULL AND other_use.valid_to IS NULL
RETURN DISTINCT id, other.id AS other, 'IDENTIFIER' AS kind, type(use) AS edge, n.value AS value, null AS forward
UNION ALL
UNWIND $ids AS id
MATCH (:Customer {id: id})-[:REFERRED]->(other:Customer)
WHERE other.id <> id
RETURN DISTINCT id, other.id AS other, 'REFERRED' AS kind, null AS edge, null AS value, true AS forward
UNION ALL
UNWIND $ids AS id
MATCH (:Customer {id: id})<-[:REFERRED]-(other:Customer)
WHERE other.id <> id
RETURN DISTINCT id, other.id AS other, 'REFERRED' AS kind, null AS edge, null AS value, false AS forward
UNION ALL
UNWIND $ids AS id
MATCH (:Customer {id: id})-[mine:MEMBER_OF]->(:Household)<-[theirs:MEMBER_OF]-(other:Customer)
WHERE other.id <> id AND mine.valid_to IS NULL AND theirs.valid_to IS NULL
RETURN DISTINCT id, other.id AS other, 'HOUSEHOLD' AS kind, null AS edge, null AS value, null AS forward
