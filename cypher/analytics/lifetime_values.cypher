// name: analytics/lifetime_values
// mode: read
// params:
// Customers whose lifetime value is known, with it: pairs in one list.
MATCH (c:Customer)
WHERE c.clv IS NOT NULL
RETURN collect([c.id, c.clv]) AS values
