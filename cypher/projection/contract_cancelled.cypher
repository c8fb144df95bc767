// name: projection/contract_cancelled
// mode: write
// params: rows
// Set when contracts were cancelled; null where they run again.
UNWIND $rows AS row
MATCH (c:Contract {id: row.id})
USING INDEX SEEK c:Contract(id)
SET c.cancelled_at = row.cancelled_at, c.cancelled_at_stated_at = NULL
