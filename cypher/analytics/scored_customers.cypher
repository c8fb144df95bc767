// name: analytics/scored_customers
// mode: read
// params:
// Customers who have a score of the referral network now, with all of them.
MATCH (c:Customer)
WHERE c.reach IS NOT NULL OR c.advocacy IS NOT NULL OR c.community IS NOT NULL OR c.self_referrals IS NOT NULL
   OR c.advocate_potential IS NOT NULL
RETURN c.id AS id, c{
  .accepted_referrals, .converted_referrals, .self_referrals, .reach, .tree_depth, .downstream_revenue,
  .advocacy, .advocacy_parts, .advocate_potential, .advocate_risk, .community, .bridging
} AS values
