// name: analytics/referral_edges
// mode: read
// params:
// Who brought whom, customer to customer, without those who only brought themselves.
MATCH (bringer:Customer)-[:REFERRED]->(brought:Customer)
WHERE bringer.id <> brought.id
RETURN bringer.id AS bringer, brought.id AS brought
