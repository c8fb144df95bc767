// name: browser/referral_tree
// mode: read
// params:
// Referral tree. Everybody whom the busiest advocate brought, down to the fourth generation; for another one, put
// WHERE advocate.id = '...' in place of the first WHERE.
MATCH (advocate:Customer)
WHERE advocate.referral_count > 0 AND NOT EXISTS { (:Customer)-[:REFERRED]->(advocate) }
WITH advocate ORDER BY advocate.referral_count DESC, advocate.id LIMIT 1
MATCH tree = (advocate)-[:REFERRED*1..4]->(:Customer)
RETURN tree
LIMIT 200
