// name: analytics/offers_held
// mode: read
// params:
// The offers that customers have now.
MATCH (c:Customer)-[e:MAY_BUY]->(p:Product)
RETURN c.id AS id, collect({
  product: p.id, rank: e.rank, score: e.score, basis: e.basis, reason: e.reason
}) AS offers
