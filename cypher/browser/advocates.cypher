// name: browser/advocates
// mode: read
// params:
// Strongest advocates. The ten customers with the highest advocate score and whom they brought.
MATCH (advocate:Customer)
WHERE advocate.advocacy > 0
WITH advocate ORDER BY advocate.advocacy DESC, advocate.id LIMIT 10
OPTIONAL MATCH brought = (advocate)-[:REFERRED]->(:Customer)
RETURN advocate, brought
LIMIT 200
