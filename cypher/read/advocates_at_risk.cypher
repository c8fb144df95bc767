// name: read/advocates_at_risk
// mode: read
// params: first
// Advocates by the risk that they leave times the strength that would be lost.
MATCH (c:Customer)
WHERE c.advocate_risk > 0
RETURN c.id AS id, c.advocate_risk AS value
ORDER BY c.advocate_risk * c.advocacy DESC, c.id
LIMIT $first
