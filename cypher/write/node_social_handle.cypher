// name: write/node_social_handle
// mode: write
// params: rows
// Write SocialHandle nodes: each property is as it was stated last.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:SocialHandle {value: row.value})
ON CREATE SET n += row
ON MATCH SET n.network_stated_at = CASE WHEN row.network IS NOT NULL AND (n.network IS NULL OR row.stated_at >= coalesce(n.network_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.network IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.network_stated_at, n.stated_at) ELSE n.network_stated_at END,
    n.network = CASE WHEN row.network IS NOT NULL AND (n.network IS NULL OR row.stated_at >= coalesce(n.network_stated_at, n.stated_at)) THEN row.network ELSE n.network END,
    n.name_stated_at = CASE WHEN row.name IS NOT NULL AND (n.name IS NULL OR row.stated_at >= coalesce(n.name_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.name IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.name_stated_at, n.stated_at) ELSE n.name_stated_at END,
    n.name = CASE WHEN row.name IS NOT NULL AND (n.name IS NULL OR row.stated_at >= coalesce(n.name_stated_at, n.stated_at)) THEN row.name ELSE n.name END,
    n.url_stated_at = CASE WHEN row.url IS NOT NULL AND (n.url IS NULL OR row.stated_at >= coalesce(n.url_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.url IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.url_stated_at, n.stated_at) ELSE n.url_stated_at END,
    n.url = CASE WHEN row.url IS NOT NULL AND (n.url IS NULL OR row.stated_at >= coalesce(n.url_stated_at, n.stated_at)) THEN row.url ELSE n.url END,
    n.followers_stated_at = CASE WHEN row.followers IS NOT NULL AND (n.followers IS NULL OR row.stated_at >= coalesce(n.followers_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.followers IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.followers_stated_at, n.stated_at) ELSE n.followers_stated_at END,
    n.followers = CASE WHEN row.followers IS NOT NULL AND (n.followers IS NULL OR row.stated_at >= coalesce(n.followers_stated_at, n.stated_at)) THEN row.followers ELSE n.followers END,
    n.stated_at = CASE WHEN row.stated_at < n.stated_at THEN n.stated_at ELSE coalesce(row.stated_at, n.stated_at) END
