// name: read/connected_customers
// mode: read
// params: ids
// Pairs of customers and those whom one step connects them with: an identifier that both use and that is not
// shared by too many, a referral, a household.
UNWIND $ids AS id
MATCH (start:Customer {id: id})
CALL (start) {
  MATCH (start)<-[mine:RESOLVES_TO]-(:SourceRecord)-[use:HAS_EMAIL|HAS_PHONE|USES_DEVICE|HAS_COOKIE|HAS_HANDLE|OWNS_ACCOUNT|HAS_DOCUMENT|LIVES_AT]->(n)
  WHERE mine.valid_to IS NULL AND use.valid_to IS NULL AND coalesce(n.shared, false) = false
  WITH DISTINCT start, n
  MATCH (n)<-[their_use:HAS_EMAIL|HAS_PHONE|USES_DEVICE|HAS_COOKIE|HAS_HANDLE|OWNS_ACCOUNT|HAS_DOCUMENT|LIVES_AT]-(:SourceRecord)-[theirs:RESOLVES_TO]->(other:Customer)
  WHERE other <> start AND theirs.valid_to IS NULL AND their_use.valid_to IS NULL
  RETURN other.id AS other
  UNION
  MATCH (start)-[:REFERRED]-(other:Customer)
  WHERE other <> start
  RETURN other.id AS other
  UNION
  MATCH (start)-[mine:MEMBER_OF]->(:Household)<-[theirs:MEMBER_OF]-(other:Customer)
  WHERE other <> start AND mine.valid_to IS NULL AND theirs.valid_to IS NULL
  RETURN other.id AS other
}
RETURN collect([id, other]) AS pairs
