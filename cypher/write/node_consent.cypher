// name: write/node_consent
// mode: write
// params: rows
// Write Consent nodes: a later statement wins, an earlier one only fills gaps.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:Consent {id: row.id})
WITH n, row, n.stated_at IS NULL OR row.stated_at >= n.stated_at AS later
SET n.purpose = CASE WHEN later THEN coalesce(row.purpose, n.purpose) ELSE coalesce(n.purpose, row.purpose) END,
    n.channel = CASE WHEN later THEN coalesce(row.channel, n.channel) ELSE coalesce(n.channel, row.channel) END,
    n.stated_at = CASE WHEN later THEN coalesce(row.stated_at, n.stated_at) ELSE coalesce(n.stated_at, row.stated_at) END
