// name: analytics/write_advocacy
// mode: write
// params: rows
// Write the advocate score of each customer in rows (id, score).
UNWIND $rows AS row
MATCH (c:Customer {id: row.id})
SET c.advocacy = row.score
