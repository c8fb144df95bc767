// name: write/node_phone
// mode: write
// params: rows
// Write Phone nodes: each property is as it was stated last.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:Phone {value: row.value})
ON CREATE SET n += row
ON MATCH SET n.country_stated_at = CASE WHEN row.country IS NOT NULL AND (n.country IS NULL OR row.stated_at >= coalesce(n.country_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.country IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.country_stated_at, n.stated_at) ELSE n.country_stated_at END,
    n.country = CASE WHEN row.country IS NOT NULL AND (n.country IS NULL OR row.stated_at >= coalesce(n.country_stated_at, n.stated_at)) THEN row.country ELSE n.country END,
    n.line_stated_at = CASE WHEN row.line IS NOT NULL AND (n.line IS NULL OR row.stated_at >= coalesce(n.line_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.line IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.line_stated_at, n.stated_at) ELSE n.line_stated_at END,
    n.line = CASE WHEN row.line IS NOT NULL AND (n.line IS NULL OR row.stated_at >= coalesce(n.line_stated_at, n.stated_at)) THEN row.line ELSE n.line END,
    n.stated_at = CASE WHEN row.stated_at < n.stated_at THEN n.stated_at ELSE coalesce(row.stated_at, n.stated_at) END
