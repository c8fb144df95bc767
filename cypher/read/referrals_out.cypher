// name: read/referrals_out
// mode: read
// params: ids, first
// Whom customers brought, the earliest first: a list of [id, referrals], each [id, at, channel, campaign, code, revenue].
UNWIND $ids AS id
MATCH (start:Customer {id: id})
CALL (start) {
  MATCH (start)-[r:REFERRED]->(c:Customer)
  WHERE c <> start
  WITH c, r
  ORDER BY r.at, c.id
  LIMIT $first
  RETURN collect([c.id, toString(r.at), r.channel, r.campaign, r.code, r.revenue]) AS found
}
RETURN collect([id, found]) AS links
