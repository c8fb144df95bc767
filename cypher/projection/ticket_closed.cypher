// name: projection/ticket_closed
// mode: write
// params: rows
// Set when tickets were closed; null where they are open again.
UNWIND $rows AS row
MATCH (t:Ticket {id: row.id})
USING INDEX SEEK t:Ticket(id)
SET t.closed_at = row.closed_at, t.closed_at_stated_at = NULL
