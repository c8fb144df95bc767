// name: read/connected_by
// mode: read
// params: from, to
// Everything that connects two customers in one step: lists of kind, type of edge, value of the identifier, whether
// it is shared by too many, id of the thing, time, and whether it leads from the first to the second.
MATCH (a:Customer {id: $from})
MATCH (b:Customer {id: $to})
CALL (a, b) {
  MATCH (a)<-[mine:RESOLVES_TO]-(:SourceRecord)-[use:HAS_EMAIL|HAS_PHONE|USES_DEVICE|HAS_COOKIE|HAS_HANDLE|OWNS_ACCOUNT|HAS_DOCUMENT|LIVES_AT]->(n)
        <-[their_use:HAS_EMAIL|HAS_PHONE|USES_DEVICE|HAS_COOKIE|HAS_HANDLE|OWNS_ACCOUNT|HAS_DOCUMENT|LIVES_AT]-(:SourceRecord)-[theirs:RESOLVES_TO]->(b)
  WHERE mine.valid_to IS NULL AND theirs.valid_to IS NULL
    AND use.valid_to IS NULL AND their_use.valid_to IS NULL
  RETURN DISTINCT 'IDENTIFIER' AS kind, type(use) AS edge, n.value AS value, coalesce(n.shared, false) AS shared, null AS thing, null AS at, null AS forward
  UNION
  MATCH (a)-[referral:REFERRED]->(b)
  RETURN 'REFERRED' AS kind, null AS edge, null AS value, false AS shared, null AS thing, toString(referral.at) AS at, true AS forward
  UNION
  MATCH (a)<-[referral:REFERRED]-(b)
  RETURN 'REFERRED' AS kind, null AS edge, null AS value, false AS shared, null AS thing, toString(referral.at) AS at, false AS forward
  UNION
  MATCH (a)-[mine:MEMBER_OF]->(home:Household)<-[theirs:MEMBER_OF]-(b)
  WHERE mine.valid_to IS NULL AND theirs.valid_to IS NULL
  RETURN DISTINCT 'HOUSEHOLD' AS kind, null AS edge, null AS value, false AS shared, home.id AS thing, null AS at, null AS forward
  UNION
  MATCH (a)<-[mine:RESOLVES_TO]-(:SourceRecord)-[:PLACED|SIGNED|OPENED]->(thing)
        <-[:PLACED|SIGNED|OPENED]-(:SourceRecord)-[theirs:RESOLVES_TO]->(b)
  WHERE mine.valid_to IS NULL AND theirs.valid_to IS NULL
  RETURN DISTINCT 'ACTIVITY' AS kind, null AS edge, null AS value, false AS shared, thing.id AS thing, null AS at, null AS forward
  UNION
  MATCH (a)<-[mine:RESOLVES_TO]-(:SourceRecord)-[:OPENED]->(thing:Ticket)-[:ABOUT]->(:Order)
        <-[:PLACED]-(:SourceRecord)-[theirs:RESOLVES_TO]->(b)
  WHERE mine.valid_to IS NULL AND theirs.valid_to IS NULL
  RETURN DISTINCT 'ACTIVITY' AS kind, null AS edge, null AS value, false AS shared, thing.id AS thing, null AS at, true AS forward
  UNION
  MATCH (b)<-[theirs:RESOLVES_TO]-(:SourceRecord)-[:OPENED]->(thing:Ticket)-[:ABOUT]->(:Order)
        <-[:PLACED]-(:SourceRecord)-[mine:RESOLVES_TO]->(a)
  WHERE mine.valid_to IS NULL AND theirs.valid_to IS NULL
  RETURN DISTINCT 'ACTIVITY' AS kind, null AS edge, null AS value, false AS shared, thing.id AS thing, null AS at, false AS forward
}
RETURN collect([kind, edge, value, shared, thing, at, forward]) AS found
