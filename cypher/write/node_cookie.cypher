// name: write/node_cookie
// mode: write
// params: rows
// Write Cookie nodes: each property is as it was stated last.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:Cookie {value: row.value})
WITH n, row, n.stated_at AS before, CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END AS late
SET n.domain_stated_at = CASE WHEN row.domain IS NOT NULL AND (n.domain IS NULL OR row.stated_at >= coalesce(n.domain_stated_at, before)) THEN late WHEN n.domain IS NOT NULL AND row.stated_at > before THEN coalesce(n.domain_stated_at, before) ELSE n.domain_stated_at END,
    n.domain = CASE WHEN row.domain IS NOT NULL AND (n.domain IS NULL OR row.stated_at >= coalesce(n.domain_stated_at, before)) THEN row.domain ELSE n.domain END,
    n.user_agent_stated_at = CASE WHEN row.user_agent IS NOT NULL AND (n.user_agent IS NULL OR row.stated_at >= coalesce(n.user_agent_stated_at, before)) THEN late WHEN n.user_agent IS NOT NULL AND row.stated_at > before THEN coalesce(n.user_agent_stated_at, before) ELSE n.user_agent_stated_at END,
    n.user_agent = CASE WHEN row.user_agent IS NOT NULL AND (n.user_agent IS NULL OR row.stated_at >= coalesce(n.user_agent_stated_at, before)) THEN row.user_agent ELSE n.user_agent END,
    n.stated_at = CASE WHEN late IS NULL THEN coalesce(row.stated_at, before) ELSE before END
