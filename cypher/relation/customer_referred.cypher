// name: relation/customer_referred
// mode: read
// params: first, hub
// Customers whom a customer brought, the earliest first, with the referral.
// Of a customer who brought more than `hub`, and so many that it is cheaper, theirs are sought among the earliest of
// all referrals; where that finds too few, some have no time. The least time is no parameter: the driver takes long to
// encode one.
CALL (_start) {
  WITH _start, toFloat(COUNT { (_start)-[:REFERRED]->() }) AS _own
  WHERE _own > $hub
  CALL () {
    MATCH ()-[_any:REFERRED]->()
    RETURN count(_any) AS _total
  }
  WITH _start, _own, _total
  LIMIT 1
  WHERE _own * _own > _total * $first
  MATCH (_start)-[_early:REFERRED]->(_brought:Customer)
  USING INDEX _early:REFERRED(at)
  WHERE _early.at >= datetime('0001-01-01T00:00:00Z') AND _brought <> _start
  WITH _brought, _early
  ORDER BY _early.at, _brought.id
  LIMIT $first
  RETURN collect([_brought, _early]) AS _earliest
}
CALL (_start, _earliest) {
  WITH _start, _earliest
  WHERE size(_earliest) < $first
  MATCH (_start)-[_each:REFERRED]->(_one:Customer)
  WHERE _one <> _start
  WITH _one, _each
  ORDER BY _each.at, _one.id
  LIMIT $first
  RETURN collect([_one, _each]) AS _sorted
}
UNWIND CASE WHEN size(_earliest) < $first THEN _sorted ELSE _earliest END AS _pair
WITH _pair[0] AS _customer, _pair[1] AS _referral, 1 AS _depth, _start.id AS _via_id
