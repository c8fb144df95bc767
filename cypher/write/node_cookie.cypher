// name: write/node_cookie
// mode: write
// params: rows
// Write Cookie nodes: each property is as it was stated last.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:Cookie {value: row.value})
ON CREATE SET n += row
ON MATCH SET n.domain_stated_at = CASE WHEN row.domain IS NOT NULL AND (n.domain IS NULL OR row.stated_at >= coalesce(n.domain_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.domain IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.domain_stated_at, n.stated_at) ELSE n.domain_stated_at END,
    n.domain = CASE WHEN row.domain IS NOT NULL AND (n.domain IS NULL OR row.stated_at >= coalesce(n.domain_stated_at, n.stated_at)) THEN row.domain ELSE n.domain END,
    n.user_agent_stated_at = CASE WHEN row.user_agent IS NOT NULL AND (n.user_agent IS NULL OR row.stated_at >= coalesce(n.user_agent_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.user_agent IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.user_agent_stated_at, n.stated_at) ELSE n.user_agent_stated_at END,
    n.user_agent = CASE WHEN row.user_agent IS NOT NULL AND (n.user_agent IS NULL OR row.stated_at >= coalesce(n.user_agent_stated_at, n.stated_at)) THEN row.user_agent ELSE n.user_agent END,
    n.stated_at = CASE WHEN row.stated_at < n.stated_at THEN n.stated_at ELSE coalesce(row.stated_at, n.stated_at) END
