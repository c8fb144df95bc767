// name: read/advocates
// mode: read
// params: by, first
// Customers who brought others, ranked by `referrals`, `revenue`, `reach`, `depth` or `advocacy`; all of these are
// scores, so no tree is walked.
MATCH (c:Customer)
WHERE c.accepted_referrals > 0
WITH c, CASE $by
  WHEN 'referrals' THEN toFloat(c.accepted_referrals) WHEN 'revenue' THEN c.downstream_revenue
  WHEN 'reach' THEN toFloat(c.reach) WHEN 'depth' THEN toFloat(c.tree_depth) ELSE coalesce(c.advocacy, 0.0)
END AS strength
ORDER BY strength DESC, c.accepted_referrals DESC, c.id
LIMIT $first
RETURN c.id AS customer, coalesce(c.full_name, c.id) AS name, c.accepted_referrals AS referrals,
       c.downstream_revenue AS revenue, c.reach AS reach, c.tree_depth AS depth
