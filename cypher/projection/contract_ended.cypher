// name: projection/contract_ended
// mode: write
// params: rows
// Set when contracts end; null where they run on without an end.
UNWIND $rows AS row
MATCH (c:Contract {id: row.id})
USING INDEX SEEK c:Contract(id)
SET c.ends_at = row.ends_at, c.ends_at_stated_at = NULL
