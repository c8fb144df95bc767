// name: write/node_ticket
// mode: write
// params: rows
// Write Ticket nodes: each property is as it was stated last.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:Ticket {id: row.id})
ON CREATE SET n += row
ON MATCH SET n.number_stated_at = CASE WHEN row.number IS NOT NULL AND (n.number IS NULL OR row.stated_at >= coalesce(n.number_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.number IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.number_stated_at, n.stated_at) ELSE n.number_stated_at END,
    n.number = CASE WHEN row.number IS NOT NULL AND (n.number IS NULL OR row.stated_at >= coalesce(n.number_stated_at, n.stated_at)) THEN row.number ELSE n.number END,
    n.subject_stated_at = CASE WHEN row.subject IS NOT NULL AND (n.subject IS NULL OR row.stated_at >= coalesce(n.subject_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.subject IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.subject_stated_at, n.stated_at) ELSE n.subject_stated_at END,
    n.subject = CASE WHEN row.subject IS NOT NULL AND (n.subject IS NULL OR row.stated_at >= coalesce(n.subject_stated_at, n.stated_at)) THEN row.subject ELSE n.subject END,
    n.category_stated_at = CASE WHEN row.category IS NOT NULL AND (n.category IS NULL OR row.stated_at >= coalesce(n.category_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.category IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.category_stated_at, n.stated_at) ELSE n.category_stated_at END,
    n.category = CASE WHEN row.category IS NOT NULL AND (n.category IS NULL OR row.stated_at >= coalesce(n.category_stated_at, n.stated_at)) THEN row.category ELSE n.category END,
    n.channel_stated_at = CASE WHEN row.channel IS NOT NULL AND (n.channel IS NULL OR row.stated_at >= coalesce(n.channel_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.channel IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.channel_stated_at, n.stated_at) ELSE n.channel_stated_at END,
    n.channel = CASE WHEN row.channel IS NOT NULL AND (n.channel IS NULL OR row.stated_at >= coalesce(n.channel_stated_at, n.stated_at)) THEN row.channel ELSE n.channel END,
    n.priority_stated_at = CASE WHEN row.priority IS NOT NULL AND (n.priority IS NULL OR row.stated_at >= coalesce(n.priority_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.priority IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.priority_stated_at, n.stated_at) ELSE n.priority_stated_at END,
    n.priority = CASE WHEN row.priority IS NOT NULL AND (n.priority IS NULL OR row.stated_at >= coalesce(n.priority_stated_at, n.stated_at)) THEN row.priority ELSE n.priority END,
    n.status_stated_at = CASE WHEN row.status IS NOT NULL AND (n.status IS NULL OR row.stated_at >= coalesce(n.status_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.status IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.status_stated_at, n.stated_at) ELSE n.status_stated_at END,
    n.status = CASE WHEN row.status IS NOT NULL AND (n.status IS NULL OR row.stated_at >= coalesce(n.status_stated_at, n.stated_at)) THEN row.status ELSE n.status END,
    n.opened_at_stated_at = CASE WHEN row.opened_at IS NOT NULL AND (n.opened_at IS NULL OR row.stated_at >= coalesce(n.opened_at_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.opened_at IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.opened_at_stated_at, n.stated_at) ELSE n.opened_at_stated_at END,
    n.opened_at = CASE WHEN row.opened_at IS NOT NULL AND (n.opened_at IS NULL OR row.stated_at >= coalesce(n.opened_at_stated_at, n.stated_at)) THEN row.opened_at ELSE n.opened_at END,
    n.closed_at_stated_at = CASE WHEN row.closed_at IS NOT NULL AND (n.closed_at IS NULL OR row.stated_at >= coalesce(n.closed_at_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.closed_at IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.closed_at_stated_at, n.stated_at) ELSE n.closed_at_stated_at END,
    n.closed_at = CASE WHEN row.closed_at IS NOT NULL AND (n.closed_at IS NULL OR row.stated_at >= coalesce(n.closed_at_stated_at, n.stated_at)) THEN row.closed_at ELSE n.closed_at END,
    n.sentiment_stated_at = CASE WHEN row.sentiment IS NOT NULL AND (n.sentiment IS NULL OR row.stated_at >= coalesce(n.sentiment_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.sentiment IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.sentiment_stated_at, n.stated_at) ELSE n.sentiment_stated_at END,
    n.sentiment = CASE WHEN row.sentiment IS NOT NULL AND (n.sentiment IS NULL OR row.stated_at >= coalesce(n.sentiment_stated_at, n.stated_at)) THEN row.sentiment ELSE n.sentiment END,
    n.stated_at = CASE WHEN row.stated_at < n.stated_at THEN n.stated_at ELSE coalesce(row.stated_at, n.stated_at) END
