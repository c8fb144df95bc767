// name: read/advocates_by_tree
// mode: read
// params: by, first
// Customers who brought others, ranked by `reach` or `depth` of the referral tree below them, up
// to six referrals away.
MATCH p = (c:Customer)-[:REFERRED*1..6]->(below:Customer)
WHERE below.id <> c.id
WITH c, below, min(length(p)) AS distance
WITH c, count(below) AS reach, max(distance) AS depth
WITH c, reach, depth, CASE $by WHEN 'reach' THEN reach ELSE depth END AS strength
ORDER BY strength DESC, reach DESC, c.id
LIMIT $first
MATCH (c)-[r:REFERRED]->(brought:Customer)
WHERE brought.id <> c.id
WITH c, reach, depth, strength, count(DISTINCT brought) AS referrals,
     round(sum(coalesce(r.revenue, brought.revenue, 0.0)) * 100) / 100 AS revenue
ORDER BY strength DESC, reach DESC, c.id
RETURN c.id AS customer, coalesce(c.full_name, c.id) AS name, referrals, revenue, reach, depth
