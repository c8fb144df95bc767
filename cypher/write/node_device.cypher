// name: write/node_device
// mode: write
// params: rows
// Write Device nodes: each property is as it was stated last.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:Device {value: row.value})
WITH n, row, n.stated_at AS before, CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END AS late
SET n.device_type_stated_at = CASE WHEN row.device_type IS NOT NULL AND (n.device_type IS NULL OR row.stated_at >= coalesce(n.device_type_stated_at, before)) THEN late WHEN n.device_type IS NOT NULL AND row.stated_at > before THEN coalesce(n.device_type_stated_at, before) ELSE n.device_type_stated_at END,
    n.device_type = CASE WHEN row.device_type IS NOT NULL AND (n.device_type IS NULL OR row.stated_at >= coalesce(n.device_type_stated_at, before)) THEN row.device_type ELSE n.device_type END,
    n.platform_stated_at = CASE WHEN row.platform IS NOT NULL AND (n.platform IS NULL OR row.stated_at >= coalesce(n.platform_stated_at, before)) THEN late WHEN n.platform IS NOT NULL AND row.stated_at > before THEN coalesce(n.platform_stated_at, before) ELSE n.platform_stated_at END,
    n.platform = CASE WHEN row.platform IS NOT NULL AND (n.platform IS NULL OR row.stated_at >= coalesce(n.platform_stated_at, before)) THEN row.platform ELSE n.platform END,
    n.model_stated_at = CASE WHEN row.model IS NOT NULL AND (n.model IS NULL OR row.stated_at >= coalesce(n.model_stated_at, before)) THEN late WHEN n.model IS NOT NULL AND row.stated_at > before THEN coalesce(n.model_stated_at, before) ELSE n.model_stated_at END,
    n.model = CASE WHEN row.model IS NOT NULL AND (n.model IS NULL OR row.stated_at >= coalesce(n.model_stated_at, before)) THEN row.model ELSE n.model END,
    n.stated_at = CASE WHEN late IS NULL THEN coalesce(row.stated_at, before) ELSE before END
