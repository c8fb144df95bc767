// name: analytics/write_customer_scores
// mode: write
// params: rows
// Write scores of each customer in rows (id, values); null takes one away.
UNWIND $rows AS row
MATCH (c:Customer {id: row.id})
USING INDEX SEEK c:Customer(id)
SET c += row.values
