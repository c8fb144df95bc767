// name: browser/community
// mode: read
// params:
// Largest community. Customers who bring each other more than they bring others, and whom they brought or were
// brought by elsewhere; for the one of somebody, put WHERE member.id = '...' in place of the first WHERE.
MATCH (member:Customer)
WHERE member.community IS NOT NULL
WITH member.community AS community, count(member) AS members
ORDER BY members DESC, community
LIMIT 1
MATCH (customer:Customer {community: community})
OPTIONAL MATCH tie = (customer)-[:REFERRED]-(:Customer)
RETURN customer, tie
LIMIT 250
