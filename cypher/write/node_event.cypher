// name: write/node_event
// mode: write
// params: rows
// Write Event nodes: each property is as it was stated last.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:Event {id: row.id})
ON CREATE SET n += row
ON MATCH SET n.name_stated_at = CASE WHEN row.name IS NOT NULL AND (n.name IS NULL OR row.stated_at >= coalesce(n.name_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.name IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.name_stated_at, n.stated_at) ELSE n.name_stated_at END,
    n.name = CASE WHEN row.name IS NOT NULL AND (n.name IS NULL OR row.stated_at >= coalesce(n.name_stated_at, n.stated_at)) THEN row.name ELSE n.name END,
    n.at_stated_at = CASE WHEN row.at IS NOT NULL AND (n.at IS NULL OR row.stated_at >= coalesce(n.at_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.at IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.at_stated_at, n.stated_at) ELSE n.at_stated_at END,
    n.at = CASE WHEN row.at IS NOT NULL AND (n.at IS NULL OR row.stated_at >= coalesce(n.at_stated_at, n.stated_at)) THEN row.at ELSE n.at END,
    n.channel_stated_at = CASE WHEN row.channel IS NOT NULL AND (n.channel IS NULL OR row.stated_at >= coalesce(n.channel_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.channel IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.channel_stated_at, n.stated_at) ELSE n.channel_stated_at END,
    n.channel = CASE WHEN row.channel IS NOT NULL AND (n.channel IS NULL OR row.stated_at >= coalesce(n.channel_stated_at, n.stated_at)) THEN row.channel ELSE n.channel END,
    n.value_stated_at = CASE WHEN row.value IS NOT NULL AND (n.value IS NULL OR row.stated_at >= coalesce(n.value_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.value IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.value_stated_at, n.stated_at) ELSE n.value_stated_at END,
    n.value = CASE WHEN row.value IS NOT NULL AND (n.value IS NULL OR row.stated_at >= coalesce(n.value_stated_at, n.stated_at)) THEN row.value ELSE n.value END,
    n.properties_stated_at = CASE WHEN row.properties IS NOT NULL AND (n.properties IS NULL OR row.stated_at >= coalesce(n.properties_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.properties IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.properties_stated_at, n.stated_at) ELSE n.properties_stated_at END,
    n.properties = CASE WHEN row.properties IS NOT NULL AND (n.properties IS NULL OR row.stated_at >= coalesce(n.properties_stated_at, n.stated_at)) THEN row.properties ELSE n.properties END,
    n.stated_at = CASE WHEN row.stated_at < n.stated_at THEN n.stated_at ELSE coalesce(row.stated_at, n.stated_at) END
