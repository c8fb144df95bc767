// name: write/node_order
// mode: write
// params: rows
// Write Order nodes: each property is as it was stated last.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:Order {id: row.id})
ON CREATE SET n += row
ON MATCH SET n.number_stated_at = CASE WHEN row.number IS NOT NULL AND (n.number IS NULL OR row.stated_at >= coalesce(n.number_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.number IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.number_stated_at, n.stated_at) ELSE n.number_stated_at END,
    n.number = CASE WHEN row.number IS NOT NULL AND (n.number IS NULL OR row.stated_at >= coalesce(n.number_stated_at, n.stated_at)) THEN row.number ELSE n.number END,
    n.ordered_at_stated_at = CASE WHEN row.ordered_at IS NOT NULL AND (n.ordered_at IS NULL OR row.stated_at >= coalesce(n.ordered_at_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.ordered_at IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.ordered_at_stated_at, n.stated_at) ELSE n.ordered_at_stated_at END,
    n.ordered_at = CASE WHEN row.ordered_at IS NOT NULL AND (n.ordered_at IS NULL OR row.stated_at >= coalesce(n.ordered_at_stated_at, n.stated_at)) THEN row.ordered_at ELSE n.ordered_at END,
    n.status_stated_at = CASE WHEN row.status IS NOT NULL AND (n.status IS NULL OR row.stated_at >= coalesce(n.status_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.status IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.status_stated_at, n.stated_at) ELSE n.status_stated_at END,
    n.status = CASE WHEN row.status IS NOT NULL AND (n.status IS NULL OR row.stated_at >= coalesce(n.status_stated_at, n.stated_at)) THEN row.status ELSE n.status END,
    n.total_stated_at = CASE WHEN row.total IS NOT NULL AND (n.total IS NULL OR row.stated_at >= coalesce(n.total_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.total IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.total_stated_at, n.stated_at) ELSE n.total_stated_at END,
    n.total = CASE WHEN row.total IS NOT NULL AND (n.total IS NULL OR row.stated_at >= coalesce(n.total_stated_at, n.stated_at)) THEN row.total ELSE n.total END,
    n.currency_stated_at = CASE WHEN row.currency IS NOT NULL AND (n.currency IS NULL OR row.stated_at >= coalesce(n.currency_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.currency IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.currency_stated_at, n.stated_at) ELSE n.currency_stated_at END,
    n.currency = CASE WHEN row.currency IS NOT NULL AND (n.currency IS NULL OR row.stated_at >= coalesce(n.currency_stated_at, n.stated_at)) THEN row.currency ELSE n.currency END,
    n.channel_stated_at = CASE WHEN row.channel IS NOT NULL AND (n.channel IS NULL OR row.stated_at >= coalesce(n.channel_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.channel IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.channel_stated_at, n.stated_at) ELSE n.channel_stated_at END,
    n.channel = CASE WHEN row.channel IS NOT NULL AND (n.channel IS NULL OR row.stated_at >= coalesce(n.channel_stated_at, n.stated_at)) THEN row.channel ELSE n.channel END,
    n.stated_at = CASE WHEN row.stated_at < n.stated_at THEN n.stated_at ELSE coalesce(row.stated_at, n.stated_at) END
