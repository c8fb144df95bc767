// name: read/linked_customers
// mode: read
// params: ids, light
// As read/linked_by_identifier, read/linked_by_household and, of the customers in `light`, read/linked_by_referral
// in one.
UNWIND $ids AS id
MATCH (start:Customer {id: id})
CALL (start) {
  MATCH (start)<-[mine:RESOLVES_TO]-(:SourceRecord)-[use:HAS_EMAIL|HAS_PHONE|USES_DEVICE|HAS_COOKIE|HAS_HANDLE|OWNS_ACCOUNT|HAS_DOCUMENT|LIVES_AT]->(n)
  WHERE mine.valid_to IS NULL AND use.valid_to IS NULL AND coalesce(n.shared, false) = false
  WITH DISTINCT start, n
  MATCH (n)<-[their_use:HAS_EMAIL|HAS_PHONE|USES_DEVICE|HAS_COOKIE|HAS_HANDLE|OWNS_ACCOUNT|HAS_DOCUMENT|LIVES_AT]-(:SourceRecord)-[theirs:RESOLVES_TO]->(other:Customer)
  WHERE other <> start AND theirs.valid_to IS NULL AND their_use.valid_to IS NULL
  RETURN other
  UNION
  MATCH (start)-[:REFERRED]-(other:Customer)
  WHERE start.id IN $light AND other <> start
  RETURN other
  UNION
  MATCH (start)-[mine:MEMBER_OF]->(:Household)<-[theirs:MEMBER_OF]-(other:Customer)
  WHERE other <> start AND mine.valid_to IS NULL AND theirs.valid_to IS NULL
  RETURN other
}
WITH id, other, COUNT { (other)-[:REFERRED]-() } AS referrals
RETURN collect([id, other.id, referrals]) AS links
