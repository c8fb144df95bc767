// name: analytics/scored_advocates
// mode: read
// params:
// Customers who have an advocate score now.
MATCH (c:Customer)
WHERE c.advocacy IS NOT NULL
RETURN c.id AS id
