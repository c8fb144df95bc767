// name: read/advocates
// mode: read
// params: by, first
// Customers who brought others, ranked by `referrals`, `revenue` or `advocacy`, with what hangs
// below them up to six referrals away.
MATCH (c:Customer)-[r:REFERRED]->(brought:Customer)
WHERE brought.id <> c.id
WITH c, count(DISTINCT brought) AS referrals, round(sum(coalesce(r.revenue, brought.revenue, 0.0)) * 100) / 100 AS revenue
WITH c, referrals, revenue, CASE $by
  WHEN 'referrals' THEN toFloat(referrals) WHEN 'revenue' THEN revenue ELSE coalesce(c.advocacy, 0.0)
END AS strength
ORDER BY strength DESC, referrals DESC, c.id
LIMIT $first
MATCH p = (c)-[:REFERRED*1..6]->(below:Customer)
WHERE below.id <> c.id
WITH c, referrals, revenue, strength, below, min(length(p)) AS distance
WITH c, referrals, revenue, strength, count(below) AS reach, max(distance) AS depth
ORDER BY strength DESC, referrals DESC, c.id
RETURN c.id AS customer, coalesce(c.full_name, c.id) AS name, referrals, revenue, reach, depth
