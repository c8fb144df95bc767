// name: read/referrals_out
// mode: read
// params: ids, first, hub, least
// Whom customers brought, the earliest first: a list of [id, referrals], each [id, at, channel, campaign, code, revenue].
// Of a customer who brought more than `hub`, and so many that it is cheaper, theirs are sought among the earliest of
// all referrals; where that finds too few, some have no time. `least` is before all times.
UNWIND $ids AS id
MATCH (start:Customer {id: id})
CALL (start) {
  WITH start, toFloat(COUNT { (start)-[:REFERRED]->() }) AS own
  WHERE own > $hub
  CALL () {
    MATCH ()-[r:REFERRED]->()
    RETURN count(r) AS total
  }
  WITH start, own, total
  LIMIT 1
  WHERE own * own > total * $first
  MATCH (start)-[r:REFERRED]->(c:Customer)
  USING INDEX r:REFERRED(at)
  WHERE r.at >= $least AND c <> start
  WITH c, r
  ORDER BY r.at, c.id
  LIMIT $first
  RETURN collect([c.id, toString(r.at), r.channel, r.campaign, r.code, r.revenue]) AS earliest
}
CALL (start, earliest) {
  WITH start
  WHERE size(earliest) < $first
  MATCH (start)-[r:REFERRED]->(c:Customer)
  WHERE c <> start
  WITH c, r
  ORDER BY r.at, c.id
  LIMIT $first
  RETURN collect([c.id, toString(r.at), r.channel, r.campaign, r.code, r.revenue]) AS own
}
RETURN collect([id, CASE WHEN size(earliest) < $first THEN own ELSE earliest END]) AS links
