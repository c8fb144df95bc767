// name: analytics/offers_held
// mode: read
// params:
// The customers who have offers now, and how many each.
MATCH (c:Customer)-[e:MAY_BUY]->(:Product)
WITH c.id AS id, count(e) AS offers
RETURN collect(id) AS ids, collect(offers) AS counts
