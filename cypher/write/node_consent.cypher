// name: write/node_consent
// mode: write
// params: rows
// Write Consent nodes: each property is as it was stated last.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:Consent {id: row.id})
ON CREATE SET n += row
ON MATCH SET n.purpose_stated_at = CASE WHEN row.purpose IS NOT NULL AND (n.purpose IS NULL OR row.stated_at >= coalesce(n.purpose_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.purpose IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.purpose_stated_at, n.stated_at) ELSE n.purpose_stated_at END,
    n.purpose = CASE WHEN row.purpose IS NOT NULL AND (n.purpose IS NULL OR row.stated_at >= coalesce(n.purpose_stated_at, n.stated_at)) THEN row.purpose ELSE n.purpose END,
    n.channel_stated_at = CASE WHEN row.channel IS NOT NULL AND (n.channel IS NULL OR row.stated_at >= coalesce(n.channel_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.channel IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.channel_stated_at, n.stated_at) ELSE n.channel_stated_at END,
    n.channel = CASE WHEN row.channel IS NOT NULL AND (n.channel IS NULL OR row.stated_at >= coalesce(n.channel_stated_at, n.stated_at)) THEN row.channel ELSE n.channel END,
    n.stated_at = CASE WHEN row.stated_at < n.stated_at THEN n.stated_at ELSE coalesce(row.stated_at, n.stated_at) END
