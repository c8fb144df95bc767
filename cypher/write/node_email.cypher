// name: write/node_email
// mode: write
// params: rows
// Write Email nodes: each property is as it was stated last.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:Email {value: row.value})
WITH n, row, n.stated_at AS before, CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END AS late
SET n.domain = CASE WHEN row.domain IS NOT NULL AND (n.domain IS NULL OR row.stated_at >= before) THEN row.domain ELSE n.domain END,
    n.stated_at = CASE WHEN late IS NULL THEN coalesce(row.stated_at, before) ELSE before END
