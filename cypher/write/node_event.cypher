// name: write/node_event
// mode: write
// params: rows
// Write Event nodes: a later statement wins, an earlier one only fills gaps.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:Event {id: row.id})
WITH n, row, n.stated_at IS NULL OR row.stated_at >= n.stated_at AS later
SET n.name = CASE WHEN later THEN coalesce(row.name, n.name) ELSE coalesce(n.name, row.name) END,
    n.at = CASE WHEN later THEN coalesce(row.at, n.at) ELSE coalesce(n.at, row.at) END,
    n.channel = CASE WHEN later THEN coalesce(row.channel, n.channel) ELSE coalesce(n.channel, row.channel) END,
    n.value = CASE WHEN later THEN coalesce(row.value, n.value) ELSE coalesce(n.value, row.value) END,
    n.properties = CASE WHEN later THEN coalesce(row.properties, n.properties) ELSE coalesce(n.properties, row.properties) END,
    n.stated_at = CASE WHEN later THEN coalesce(row.stated_at, n.stated_at) ELSE coalesce(n.stated_at, row.stated_at) END
