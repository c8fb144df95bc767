// name: write/node_order
// mode: write
// params: rows
// Write Order nodes: a later statement wins, an earlier one only fills gaps.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:Order {id: row.id})
WITH n, row, n.stated_at IS NULL OR row.stated_at >= n.stated_at AS later
SET n.number = CASE WHEN later THEN coalesce(row.number, n.number) ELSE coalesce(n.number, row.number) END,
    n.ordered_at = CASE WHEN later THEN coalesce(row.ordered_at, n.ordered_at) ELSE coalesce(n.ordered_at, row.ordered_at) END,
    n.status = CASE WHEN later THEN coalesce(row.status, n.status) ELSE coalesce(n.status, row.status) END,
    n.total = CASE WHEN later THEN coalesce(row.total, n.total) ELSE coalesce(n.total, row.total) END,
    n.lines_total = CASE WHEN later THEN coalesce(row.lines_total, n.lines_total) ELSE coalesce(n.lines_total, row.lines_total) END,
    n.currency = CASE WHEN later THEN coalesce(row.currency, n.currency) ELSE coalesce(n.currency, row.currency) END,
    n.channel = CASE WHEN later THEN coalesce(row.channel, n.channel) ELSE coalesce(n.channel, row.channel) END,
    n.stated_at = CASE WHEN later THEN coalesce(row.stated_at, n.stated_at) ELSE coalesce(n.stated_at, row.stated_at) END
