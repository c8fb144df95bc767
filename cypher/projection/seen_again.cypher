// name: projection/seen_again
// mode: write
// params: rows
// Customers were seen at times: from when to when they are known only widens.
UNWIND $rows AS row
MATCH (c:Customer {id: row.id})
USING INDEX SEEK c:Customer(id)
SET c.since = CASE WHEN c.since <= row.since THEN c.since ELSE row.since END,
    c.last_seen = CASE WHEN c.last_seen >= row.last_seen THEN c.last_seen ELSE row.last_seen END,
    c.anonymous = CASE WHEN row.identified THEN false ELSE c.anonymous END
