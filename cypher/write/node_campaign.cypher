// name: write/node_campaign
// mode: write
// params: rows
// Write Campaign nodes: each property is as it was stated last.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:Campaign {id: row.id})
ON CREATE SET n += row
ON MATCH SET n.number_stated_at = CASE WHEN row.number IS NOT NULL AND (n.number IS NULL OR row.stated_at >= coalesce(n.number_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.number IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.number_stated_at, n.stated_at) ELSE n.number_stated_at END,
    n.number = CASE WHEN row.number IS NOT NULL AND (n.number IS NULL OR row.stated_at >= coalesce(n.number_stated_at, n.stated_at)) THEN row.number ELSE n.number END,
    n.name_stated_at = CASE WHEN row.name IS NOT NULL AND (n.name IS NULL OR row.stated_at >= coalesce(n.name_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.name IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.name_stated_at, n.stated_at) ELSE n.name_stated_at END,
    n.name = CASE WHEN row.name IS NOT NULL AND (n.name IS NULL OR row.stated_at >= coalesce(n.name_stated_at, n.stated_at)) THEN row.name ELSE n.name END,
    n.channel_stated_at = CASE WHEN row.channel IS NOT NULL AND (n.channel IS NULL OR row.stated_at >= coalesce(n.channel_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.channel IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.channel_stated_at, n.stated_at) ELSE n.channel_stated_at END,
    n.channel = CASE WHEN row.channel IS NOT NULL AND (n.channel IS NULL OR row.stated_at >= coalesce(n.channel_stated_at, n.stated_at)) THEN row.channel ELSE n.channel END,
    n.starts_at_stated_at = CASE WHEN row.starts_at IS NOT NULL AND (n.starts_at IS NULL OR row.stated_at >= coalesce(n.starts_at_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.starts_at IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.starts_at_stated_at, n.stated_at) ELSE n.starts_at_stated_at END,
    n.starts_at = CASE WHEN row.starts_at IS NOT NULL AND (n.starts_at IS NULL OR row.stated_at >= coalesce(n.starts_at_stated_at, n.stated_at)) THEN row.starts_at ELSE n.starts_at END,
    n.ends_at_stated_at = CASE WHEN row.ends_at IS NOT NULL AND (n.ends_at IS NULL OR row.stated_at >= coalesce(n.ends_at_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.ends_at IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.ends_at_stated_at, n.stated_at) ELSE n.ends_at_stated_at END,
    n.ends_at = CASE WHEN row.ends_at IS NOT NULL AND (n.ends_at IS NULL OR row.stated_at >= coalesce(n.ends_at_stated_at, n.stated_at)) THEN row.ends_at ELSE n.ends_at END,
    n.stated_at = CASE WHEN row.stated_at < n.stated_at THEN n.stated_at ELSE coalesce(row.stated_at, n.stated_at) END
