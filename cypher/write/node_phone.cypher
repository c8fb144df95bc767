// name: write/node_phone
// mode: write
// params: rows
// Write Phone nodes: a later statement wins, an earlier one only fills gaps.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:Phone {value: row.value})
WITH n, row, n.stated_at IS NULL OR row.stated_at >= n.stated_at AS later
SET n.country = CASE WHEN later THEN coalesce(row.country, n.country) ELSE coalesce(n.country, row.country) END,
    n.line = CASE WHEN later THEN coalesce(row.line, n.line) ELSE coalesce(n.line, row.line) END,
    n.shared = CASE WHEN later THEN coalesce(row.shared, n.shared) ELSE coalesce(n.shared, row.shared) END,
    n.stated_at = CASE WHEN later THEN coalesce(row.stated_at, n.stated_at) ELSE coalesce(n.stated_at, row.stated_at) END
