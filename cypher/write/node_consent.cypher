// name: write/node_consent
// mode: write
// params: rows
// Write Consent nodes: each property is as it was stated last.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:Consent {id: row.id})
WITH n, row, n.stated_at AS before, CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END AS late
SET n.purpose_stated_at = CASE WHEN row.purpose IS NOT NULL AND (n.purpose IS NULL OR row.stated_at >= coalesce(n.purpose_stated_at, before)) THEN late WHEN n.purpose IS NOT NULL AND row.stated_at > before THEN coalesce(n.purpose_stated_at, before) ELSE n.purpose_stated_at END,
    n.purpose = CASE WHEN row.purpose IS NOT NULL AND (n.purpose IS NULL OR row.stated_at >= coalesce(n.purpose_stated_at, before)) THEN row.purpose ELSE n.purpose END,
    n.channel_stated_at = CASE WHEN row.channel IS NOT NULL AND (n.channel IS NULL OR row.stated_at >= coalesce(n.channel_stated_at, before)) THEN late WHEN n.channel IS NOT NULL AND row.stated_at > before THEN coalesce(n.channel_stated_at, before) ELSE n.channel_stated_at END,
    n.channel = CASE WHEN row.channel IS NOT NULL AND (n.channel IS NULL OR row.stated_at >= coalesce(n.channel_stated_at, before)) THEN row.channel ELSE n.channel END,
    n.stated_at = CASE WHEN late IS NULL THEN coalesce(row.stated_at, before) ELSE before END
