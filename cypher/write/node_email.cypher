// name: write/node_email
// mode: write
// params: rows
// Write Email nodes: each property is as it was stated last.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:Email {value: row.value})
ON CREATE SET n += row
ON MATCH SET n.domain = CASE WHEN row.domain IS NOT NULL AND (n.domain IS NULL OR row.stated_at >= n.stated_at) THEN row.domain ELSE n.domain END,
    n.stated_at = CASE WHEN row.stated_at < n.stated_at THEN n.stated_at ELSE coalesce(row.stated_at, n.stated_at) END
