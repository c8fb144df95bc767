// name: write/node_campaign
// mode: write
// params: rows
// Write Campaign nodes: each property is as it was stated last.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:Campaign {id: row.id})
WITH n, row, n.stated_at AS before, CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END AS late
SET n.number_stated_at = CASE WHEN row.number IS NOT NULL AND (n.number IS NULL OR row.stated_at >= coalesce(n.number_stated_at, before)) THEN late WHEN n.number IS NOT NULL AND row.stated_at > before THEN coalesce(n.number_stated_at, before) ELSE n.number_stated_at END,
    n.number = CASE WHEN row.number IS NOT NULL AND (n.number IS NULL OR row.stated_at >= coalesce(n.number_stated_at, before)) THEN row.number ELSE n.number END,
    n.name_stated_at = CASE WHEN row.name IS NOT NULL AND (n.name IS NULL OR row.stated_at >= coalesce(n.name_stated_at, before)) THEN late WHEN n.name IS NOT NULL AND row.stated_at > before THEN coalesce(n.name_stated_at, before) ELSE n.name_stated_at END,
    n.name = CASE WHEN row.name IS NOT NULL AND (n.name IS NULL OR row.stated_at >= coalesce(n.name_stated_at, before)) THEN row.name ELSE n.name END,
    n.channel_stated_at = CASE WHEN row.channel IS NOT NULL AND (n.channel IS NULL OR row.stated_at >= coalesce(n.channel_stated_at, before)) THEN late WHEN n.channel IS NOT NULL AND row.stated_at > before THEN coalesce(n.channel_stated_at, before) ELSE n.channel_stated_at END,
    n.channel = CASE WHEN row.channel IS NOT NULL AND (n.channel IS NULL OR row.stated_at >= coalesce(n.channel_stated_at, before)) THEN row.channel ELSE n.channel END,
    n.starts_at_stated_at = CASE WHEN row.starts_at IS NOT NULL AND (n.starts_at IS NULL OR row.stated_at >= coalesce(n.starts_at_stated_at, before)) THEN late WHEN n.starts_at IS NOT NULL AND row.stated_at > before THEN coalesce(n.starts_at_stated_at, before) ELSE n.starts_at_stated_at END,
    n.starts_at = CASE WHEN row.starts_at IS NOT NULL AND (n.starts_at IS NULL OR row.stated_at >= coalesce(n.starts_at_stated_at, before)) THEN row.starts_at ELSE n.starts_at END,
    n.ends_at_stated_at = CASE WHEN row.ends_at IS NOT NULL AND (n.ends_at IS NULL OR row.stated_at >= coalesce(n.ends_at_stated_at, before)) THEN late WHEN n.ends_at IS NOT NULL AND row.stated_at > before THEN coalesce(n.ends_at_stated_at, before) ELSE n.ends_at_stated_at END,
    n.ends_at = CASE WHEN row.ends_at IS NOT NULL AND (n.ends_at IS NULL OR row.stated_at >= coalesce(n.ends_at_stated_at, before)) THEN row.ends_at ELSE n.ends_at END,
    n.stated_at = CASE WHEN late IS NULL THEN coalesce(row.stated_at, before) ELSE before END
