// name: write/node_phone
// mode: write
// params: rows
// Write Phone nodes: each property is as it was stated last.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:Phone {value: row.value})
WITH n, row, n.stated_at AS before, CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END AS late
SET n.country_stated_at = CASE WHEN row.country IS NOT NULL AND (n.country IS NULL OR row.stated_at >= coalesce(n.country_stated_at, before)) THEN late WHEN n.country IS NOT NULL AND row.stated_at > before THEN coalesce(n.country_stated_at, before) ELSE n.country_stated_at END,
    n.country = CASE WHEN row.country IS NOT NULL AND (n.country IS NULL OR row.stated_at >= coalesce(n.country_stated_at, before)) THEN row.country ELSE n.country END,
    n.line_stated_at = CASE WHEN row.line IS NOT NULL AND (n.line IS NULL OR row.stated_at >= coalesce(n.line_stated_at, before)) THEN late WHEN n.line IS NOT NULL AND row.stated_at > before THEN coalesce(n.line_stated_at, before) ELSE n.line_stated_at END,
    n.line = CASE WHEN row.line IS NOT NULL AND (n.line IS NULL OR row.stated_at >= coalesce(n.line_stated_at, before)) THEN row.line ELSE n.line END,
    n.stated_at = CASE WHEN late IS NULL THEN coalesce(row.stated_at, before) ELSE before END
