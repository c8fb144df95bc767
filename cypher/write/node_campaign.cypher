// name: write/node_campaign
// mode: write
// params: rows
// Write Campaign nodes: a later statement wins, an earlier one only fills gaps.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:Campaign {id: row.id})
WITH n, row, n.stated_at IS NULL OR row.stated_at >= n.stated_at AS later
SET n.number = CASE WHEN later THEN coalesce(row.number, n.number) ELSE coalesce(n.number, row.number) END,
    n.name = CASE WHEN later THEN coalesce(row.name, n.name) ELSE coalesce(n.name, row.name) END,
    n.channel = CASE WHEN later THEN coalesce(row.channel, n.channel) ELSE coalesce(n.channel, row.channel) END,
    n.starts_at = CASE WHEN later THEN coalesce(row.starts_at, n.starts_at) ELSE coalesce(n.starts_at, row.starts_at) END,
    n.ends_at = CASE WHEN later THEN coalesce(row.ends_at, n.ends_at) ELSE coalesce(n.ends_at, row.ends_at) END,
    n.stated_at = CASE WHEN later THEN coalesce(row.stated_at, n.stated_at) ELSE coalesce(n.stated_at, row.stated_at) END
