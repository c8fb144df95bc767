// name: write/node_device
// mode: write
// params: rows
// Write Device nodes: a later statement wins, an earlier one only fills gaps.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:Device {value: row.value})
WITH n, row, n.stated_at IS NULL OR row.stated_at >= n.stated_at AS later
SET n.device_type = CASE WHEN later THEN coalesce(row.device_type, n.device_type) ELSE coalesce(n.device_type, row.device_type) END,
    n.platform = CASE WHEN later THEN coalesce(row.platform, n.platform) ELSE coalesce(n.platform, row.platform) END,
    n.model = CASE WHEN later THEN coalesce(row.model, n.model) ELSE coalesce(n.model, row.model) END,
    n.shared = CASE WHEN later THEN coalesce(row.shared, n.shared) ELSE coalesce(n.shared, row.shared) END,
    n.stated_at = CASE WHEN later THEN coalesce(row.stated_at, n.stated_at) ELSE coalesce(n.stated_at, row.stated_at) END
