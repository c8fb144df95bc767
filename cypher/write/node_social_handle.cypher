// name: write/node_social_handle
// mode: write
// params: rows
// Write SocialHandle nodes: a later statement wins, an earlier one only fills gaps.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:SocialHandle {value: row.value})
WITH n, row, n.stated_at IS NULL OR row.stated_at >= n.stated_at AS later
SET n.network = CASE WHEN later THEN coalesce(row.network, n.network) ELSE coalesce(n.network, row.network) END,
    n.name = CASE WHEN later THEN coalesce(row.name, n.name) ELSE coalesce(n.name, row.name) END,
    n.url = CASE WHEN later THEN coalesce(row.url, n.url) ELSE coalesce(n.url, row.url) END,
    n.followers = CASE WHEN later THEN coalesce(row.followers, n.followers) ELSE coalesce(n.followers, row.followers) END,
    n.shared = CASE WHEN later THEN coalesce(row.shared, n.shared) ELSE coalesce(n.shared, row.shared) END,
    n.stated_at = CASE WHEN later THEN coalesce(row.stated_at, n.stated_at) ELSE coalesce(n.stated_at, row.stated_at) END
