// name: read/linked_by_identifier
// mode: read
// params: ids
// Lists of a customer, another who uses an identifier of theirs that is not shared by too many, and the number of
// referrals of the latter.
UNWIND $ids AS id
MATCH (start:Customer {id: id})
CALL (start) {
  MATCH (start)<-[mine:RESOLVES_TO]-(:SourceRecord)-[use:HAS_EMAIL|HAS_PHONE|USES_DEVICE|HAS_COOKIE|HAS_HANDLE|OWNS_ACCOUNT|HAS_DOCUMENT|LIVES_AT]->(n)
  WHERE mine.valid_to IS NULL AND use.valid_to IS NULL AND coalesce(n.shared, false) = false
  WITH DISTINCT start, n
  MATCH (n)<-[their_use:HAS_EMAIL|HAS_PHONE|USES_DEVICE|HAS_COOKIE|HAS_HANDLE|OWNS_ACCOUNT|HAS_DOCUMENT|LIVES_AT]-(:SourceRecord)-[theirs:RESOLVES_TO]->(other:Customer)
  WHERE other <> start AND theirs.valid_to IS NULL AND their_use.valid_to IS NULL
  RETURN DISTINCT other
}
WITH id, other, COUNT { (other)-[:REFERRED]-() } AS referrals
RETURN collect([id, other.id, referrals]) AS links
