// name: write/node_order
// mode: write
// params: rows
// Write Order nodes: each property is as it was stated last.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:Order {id: row.id})
WITH n, row, n.stated_at AS before, CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END AS late
SET n.number_stated_at = CASE WHEN row.number IS NOT NULL AND (n.number IS NULL OR row.stated_at >= coalesce(n.number_stated_at, before)) THEN late WHEN n.number IS NOT NULL AND row.stated_at > before THEN coalesce(n.number_stated_at, before) ELSE n.number_stated_at END,
    n.number = CASE WHEN row.number IS NOT NULL AND (n.number IS NULL OR row.stated_at >= coalesce(n.number_stated_at, before)) THEN row.number ELSE n.number END,
    n.ordered_at_stated_at = CASE WHEN row.ordered_at IS NOT NULL AND (n.ordered_at IS NULL OR row.stated_at >= coalesce(n.ordered_at_stated_at, before)) THEN late WHEN n.ordered_at IS NOT NULL AND row.stated_at > before THEN coalesce(n.ordered_at_stated_at, before) ELSE n.ordered_at_stated_at END,
    n.ordered_at = CASE WHEN row.ordered_at IS NOT NULL AND (n.ordered_at IS NULL OR row.stated_at >= coalesce(n.ordered_at_stated_at, before)) THEN row.ordered_at ELSE n.ordered_at END,
    n.status_stated_at = CASE WHEN row.status IS NOT NULL AND (n.status IS NULL OR row.stated_at >= coalesce(n.status_stated_at, before)) THEN late WHEN n.status IS NOT NULL AND row.stated_at > before THEN coalesce(n.status_stated_at, before) ELSE n.status_stated_at END,
    n.status = CASE WHEN row.status IS NOT NULL AND (n.status IS NULL OR row.stated_at >= coalesce(n.status_stated_at, before)) THEN row.status ELSE n.status END,
    n.total_stated_at = CASE WHEN row.total IS NOT NULL AND (n.total IS NULL OR row.stated_at >= coalesce(n.total_stated_at, before)) THEN late WHEN n.total IS NOT NULL AND row.stated_at > before THEN coalesce(n.total_stated_at, before) ELSE n.total_stated_at END,
    n.total = CASE WHEN row.total IS NOT NULL AND (n.total IS NULL OR row.stated_at >= coalesce(n.total_stated_at, before)) THEN row.total ELSE n.total END,
    n.currency_stated_at = CASE WHEN row.currency IS NOT NULL AND (n.currency IS NULL OR row.stated_at >= coalesce(n.currency_stated_at, before)) THEN late WHEN n.currency IS NOT NULL AND row.stated_at > before THEN coalesce(n.currency_stated_at, before) ELSE n.currency_stated_at END,
    n.currency = CASE WHEN row.currency IS NOT NULL AND (n.currency IS NULL OR row.stated_at >= coalesce(n.currency_stated_at, before)) THEN row.currency ELSE n.currency END,
    n.channel_stated_at = CASE WHEN row.channel IS NOT NULL AND (n.channel IS NULL OR row.stated_at >= coalesce(n.channel_stated_at, before)) THEN late WHEN n.channel IS NOT NULL AND row.stated_at > before THEN coalesce(n.channel_stated_at, before) ELSE n.channel_stated_at END,
    n.channel = CASE WHEN row.channel IS NOT NULL AND (n.channel IS NULL OR row.stated_at >= coalesce(n.channel_stated_at, before)) THEN row.channel ELSE n.channel END,
    n.stated_at = CASE WHEN late IS NULL THEN coalesce(row.stated_at, before) ELSE before END
