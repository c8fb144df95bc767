// name: analytics/network_nodes
// mode: read
// params:
// Customers of the referral network with their scores, without anything that says who they are.
MATCH (c:Customer)-[:REFERRED]-(:Customer)
RETURN DISTINCT c.id AS id, c{
  .accepted_referrals, .converted_referrals, .reach, .tree_depth, .downstream_revenue, .revenue, .advocacy,
  .advocate_risk, .community, .bridging
} AS values
