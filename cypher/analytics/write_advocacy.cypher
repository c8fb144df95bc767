// name: analytics/write_advocacy
// mode: write
// params: rows
// Write the advocate score of each customer in rows (id, score); null takes it away.
UNWIND $rows AS row
MATCH (c:Customer {id: row.id})
USING INDEX SEEK c:Customer(id)
SET c.advocacy = row.score
