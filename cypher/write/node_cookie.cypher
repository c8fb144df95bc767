// name: write/node_cookie
// mode: write
// params: rows
// Write Cookie nodes: a later statement wins, an earlier one only fills gaps.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:Cookie {value: row.value})
WITH n, row, n.stated_at IS NULL OR row.stated_at >= n.stated_at AS later
SET n.domain = CASE WHEN later THEN coalesce(row.domain, n.domain) ELSE coalesce(n.domain, row.domain) END,
    n.user_agent = CASE WHEN later THEN coalesce(row.user_agent, n.user_agent) ELSE coalesce(n.user_agent, row.user_agent) END,
    n.shared = CASE WHEN later THEN coalesce(row.shared, n.shared) ELSE coalesce(n.shared, row.shared) END,
    n.stated_at = CASE WHEN later THEN coalesce(row.stated_at, n.stated_at) ELSE coalesce(n.stated_at, row.stated_at) END
