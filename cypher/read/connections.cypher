// name: read/connections
// mode: read
// params: pairs
// What connects pairs of customers in one step: lists of both ids, kind, type of edge, identifier, and whether a
// referral leads from the first to the second.
UNWIND $pairs AS pair
MATCH (a:Customer {id: pair[0]})
MATCH (b:Customer {id: pair[1]})
CALL (a, b) {
  MATCH (a)<-[mine:RESOLVES_TO]-(:SourceRecord)-[use:HAS_EMAIL|HAS_PHONE|USES_DEVICE|HAS_COOKIE|HAS_HANDLE|OWNS_ACCOUNT|HAS_DOCUMENT|LIVES_AT]->(n)
        <-[their_use:HAS_EMAIL|HAS_PHONE|USES_DEVICE|HAS_COOKIE|HAS_HANDLE|OWNS_ACCOUNT|HAS_DOCUMENT|LIVES_AT]-(:SourceRecord)-[theirs:RESOLVES_TO]->(b)
  WHERE coalesce(n.shared, false) = false
    AND mine.valid_to IS NULL AND theirs.valid_to IS NULL
    AND use.valid_to IS NULL AND their_use.valid_to IS NULL
  RETURN 'IDENTIFIER' AS kind, type(use) AS edge, n.value AS value, null AS forward
  UNION
  MATCH (a)-[:REFERRED]->(b)
  RETURN 'REFERRED' AS kind, null AS edge, null AS value, true AS forward
  UNION
  MATCH (a)<-[:REFERRED]-(b)
  RETURN 'REFERRED' AS kind, null AS edge, null AS value, false AS forward
  UNION
  MATCH (a)-[mine:MEMBER_OF]->(:Household)<-[theirs:MEMBER_OF]-(b)
  WHERE mine.valid_to IS NULL AND theirs.valid_to IS NULL
  RETURN 'HOUSEHOLD' AS kind, null AS edge, null AS value, null AS forward
}
RETURN collect([a.id, b.id, kind, edge, value, forward]) AS steps
