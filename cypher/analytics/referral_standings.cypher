// name: analytics/referral_standings
// mode: read
// params:
// Referrals between customers with what stands of them in the graph now.
MATCH (a:Customer)-[e:REFERRED]->(b:Customer)
RETURN a.id AS start, b.id AS end, e{.standing, .at, .channel, .campaign, .code, .converted_at} AS edge
