// name: read/linked_by_sure_identifier
// mode: read
// params: ids, probability
// As read/linked_by_identifier, over records alone that belong to their customers with a probability: those with a
// link of at least that to another record of the customer, and those that are its only one. Links to records of others
// say nothing of it.
UNWIND $ids AS id
MATCH (start:Customer {id: id})
CALL (start) {
  MATCH (start)<-[mine:RESOLVES_TO]-(r:SourceRecord)-[use:HAS_EMAIL|HAS_PHONE|USES_DEVICE|HAS_COOKIE|HAS_HANDLE|OWNS_ACCOUNT|HAS_DOCUMENT|LIVES_AT]->(n)
  WHERE mine.valid_to IS NULL AND use.valid_to IS NULL AND coalesce(n.shared, false) = false
    AND (NOT EXISTS {
        MATCH (start)<-[own:RESOLVES_TO]-(fellow:SourceRecord) WHERE own.valid_to IS NULL AND fellow <> r
      } OR EXISTS {
        MATCH (r)-[link:MATCHES]-(fellow:SourceRecord)-[own:RESOLVES_TO]->(start)
        WHERE own.valid_to IS NULL AND coalesce(link.probability, 1.0) >= $probability
      })
  WITH DISTINCT start, n
  MATCH (n)<-[their_use:HAS_EMAIL|HAS_PHONE|USES_DEVICE|HAS_COOKIE|HAS_HANDLE|OWNS_ACCOUNT|HAS_DOCUMENT|LIVES_AT]-(s:SourceRecord)-[theirs:RESOLVES_TO]->(other:Customer)
  WHERE other <> start AND theirs.valid_to IS NULL AND their_use.valid_to IS NULL
    AND (NOT EXISTS {
        MATCH (other)<-[own:RESOLVES_TO]-(fellow:SourceRecord) WHERE own.valid_to IS NULL AND fellow <> s
      } OR EXISTS {
        MATCH (s)-[link:MATCHES]-(fellow:SourceRecord)-[own:RESOLVES_TO]->(other)
        WHERE own.valid_to IS NULL AND coalesce(link.probability, 1.0) >= $probability
      })
  RETURN DISTINCT other
}
WITH id, other, COUNT { (other)-[:REFERRED]-() } AS referrals
RETURN collect([id, other.id, referrals]) AS links
