// name: write/node_device
// mode: write
// params: rows
// Write Device nodes: each property is as it was stated last.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:Device {value: row.value})
ON CREATE SET n += row
ON MATCH SET n.device_type_stated_at = CASE WHEN row.device_type IS NOT NULL AND (n.device_type IS NULL OR row.stated_at >= coalesce(n.device_type_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.device_type IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.device_type_stated_at, n.stated_at) ELSE n.device_type_stated_at END,
    n.device_type = CASE WHEN row.device_type IS NOT NULL AND (n.device_type IS NULL OR row.stated_at >= coalesce(n.device_type_stated_at, n.stated_at)) THEN row.device_type ELSE n.device_type END,
    n.platform_stated_at = CASE WHEN row.platform IS NOT NULL AND (n.platform IS NULL OR row.stated_at >= coalesce(n.platform_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.platform IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.platform_stated_at, n.stated_at) ELSE n.platform_stated_at END,
    n.platform = CASE WHEN row.platform IS NOT NULL AND (n.platform IS NULL OR row.stated_at >= coalesce(n.platform_stated_at, n.stated_at)) THEN row.platform ELSE n.platform END,
    n.model_stated_at = CASE WHEN row.model IS NOT NULL AND (n.model IS NULL OR row.stated_at >= coalesce(n.model_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.model IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.model_stated_at, n.stated_at) ELSE n.model_stated_at END,
    n.model = CASE WHEN row.model IS NOT NULL AND (n.model IS NULL OR row.stated_at >= coalesce(n.model_stated_at, n.stated_at)) THEN row.model ELSE n.model END,
    n.stated_at = CASE WHEN row.stated_at < n.stated_at THEN n.stated_at ELSE coalesce(row.stated_at, n.stated_at) END
