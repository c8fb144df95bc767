// name: read/linked_by_referral
// mode: read
// params: ids, most
// Lists of a customer, another who brought them or whom they brought, and the number of referrals of the latter; of
// each customer the first in order of ids.
UNWIND $ids AS id
MATCH (start:Customer {id: id})
CALL (start) {
  MATCH (start)-[:REFERRED]-(other:Customer)
  WHERE other <> start
  WITH DISTINCT other
  ORDER BY other.id
  LIMIT $most
  RETURN other
}
WITH id, other, COUNT { (other)-[:REFERRED]-() } AS referrals
RETURN collect([id, other.id, referrals]) AS links
