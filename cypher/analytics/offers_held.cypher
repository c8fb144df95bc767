// name: analytics/offers_held
// mode: read
// params: after, until
// The offers that the customers after one id, up to another, have now.
MATCH (c:Customer)-[e:MAY_BUY]->(p:Product)
WHERE c.id > $after AND c.id <= $until
RETURN c.id AS id, collect({
  product: p.id, rank: e.rank, score: e.score, basis: e.basis, reason: e.reason
}) AS offers
