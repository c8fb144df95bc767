// name: write/node_interest
// mode: write
// params: rows
// Write Interest nodes: each property is as it was stated last.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:Interest {id: row.id})
WITH n, row, n.stated_at AS before, CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END AS late
SET n.name = CASE WHEN row.name IS NOT NULL AND (n.name IS NULL OR row.stated_at >= before) THEN row.name ELSE n.name END,
    n.stated_at = CASE WHEN late IS NULL THEN coalesce(row.stated_at, before) ELSE before END
