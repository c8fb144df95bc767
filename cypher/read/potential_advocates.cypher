// name: read/potential_advocates
// mode: read
// params: first
// Customers who praise and brought nobody yet, the nearest to it first.
MATCH (c:Customer)
WHERE c.advocate_potential > 0
RETURN c.id AS id, c.advocate_potential AS value
ORDER BY value DESC, c.id
LIMIT $first
