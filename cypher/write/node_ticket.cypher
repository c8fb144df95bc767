// name: write/node_ticket
// mode: write
// params: rows
// Write Ticket nodes: a later statement wins, an earlier one only fills gaps.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:Ticket {id: row.id})
WITH n, row, n.stated_at IS NULL OR row.stated_at >= n.stated_at AS later
SET n.number = CASE WHEN later THEN coalesce(row.number, n.number) ELSE coalesce(n.number, row.number) END,
    n.subject = CASE WHEN later THEN coalesce(row.subject, n.subject) ELSE coalesce(n.subject, row.subject) END,
    n.category = CASE WHEN later THEN coalesce(row.category, n.category) ELSE coalesce(n.category, row.category) END,
    n.channel = CASE WHEN later THEN coalesce(row.channel, n.channel) ELSE coalesce(n.channel, row.channel) END,
    n.priority = CASE WHEN later THEN coalesce(row.priority, n.priority) ELSE coalesce(n.priority, row.priority) END,
    n.status = CASE WHEN later THEN coalesce(row.status, n.status) ELSE coalesce(n.status, row.status) END,
    n.opened_at = CASE WHEN later THEN coalesce(row.opened_at, n.opened_at) ELSE coalesce(n.opened_at, row.opened_at) END,
    n.closed_at = CASE WHEN later THEN coalesce(row.closed_at, n.closed_at) ELSE coalesce(n.closed_at, row.closed_at) END,
    n.sentiment = CASE WHEN later THEN coalesce(row.sentiment, n.sentiment) ELSE coalesce(n.sentiment, row.sentiment) END,
    n.stated_at = CASE WHEN later THEN coalesce(row.stated_at, n.stated_at) ELSE coalesce(n.stated_at, row.stated_at) END
