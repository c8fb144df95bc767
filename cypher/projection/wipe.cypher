// name: projection/wipe
// mode: write
// params: count
// Delete some nodes with their edges; returns how many there were to delete.
MATCH (n)
WHERE NOT n:Projection
WITH n LIMIT $count
DETACH DELETE n
RETURN count(*) AS deleted
