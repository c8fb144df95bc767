// name: read/referral_root
// mode: read
// params: id
// The customer with an id, or the one that took its place, with what grew from it.
MATCH (c:Customer {id: $id})
OPTIONAL MATCH (c)-[:MERGED_INTO*1..20]->(now:Customer)
WHERE now.status = 'active'
WITH coalesce(now, c) AS root
LIMIT 1
RETURN root.id AS id, root.revenue_currency AS currency, coalesce(root.reach, 0) AS reach,
       coalesce(root.self_referrals, 0) AS self_referrals
