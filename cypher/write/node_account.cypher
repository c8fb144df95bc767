// name: write/node_account
// mode: write
// params: rows
// Write Account nodes: a later statement wins, an earlier one only fills gaps.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:Account {value: row.value})
WITH n, row, n.stated_at IS NULL OR row.stated_at >= n.stated_at AS later
SET n.realm = CASE WHEN later THEN coalesce(row.realm, n.realm) ELSE coalesce(n.realm, row.realm) END,
    n.account_type = CASE WHEN later THEN coalesce(row.account_type, n.account_type) ELSE coalesce(n.account_type, row.account_type) END,
    n.status = CASE WHEN later THEN coalesce(row.status, n.status) ELSE coalesce(n.status, row.status) END,
    n.tier = CASE WHEN later THEN coalesce(row.tier, n.tier) ELSE coalesce(n.tier, row.tier) END,
    n.opened_at = CASE WHEN later THEN coalesce(row.opened_at, n.opened_at) ELSE coalesce(n.opened_at, row.opened_at) END,
    n.closed_at = CASE WHEN later THEN coalesce(row.closed_at, n.closed_at) ELSE coalesce(n.closed_at, row.closed_at) END,
    n.balance = CASE WHEN later THEN coalesce(row.balance, n.balance) ELSE coalesce(n.balance, row.balance) END,
    n.shared = CASE WHEN later THEN coalesce(row.shared, n.shared) ELSE coalesce(n.shared, row.shared) END,
    n.stated_at = CASE WHEN later THEN coalesce(row.stated_at, n.stated_at) ELSE coalesce(n.stated_at, row.stated_at) END
