// name: write/node_account
// mode: write
// params: rows
// Write Account nodes: each property is as it was stated last.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:Account {value: row.value})
ON CREATE SET n += row
ON MATCH SET n.realm_stated_at = CASE WHEN row.realm IS NOT NULL AND (n.realm IS NULL OR row.stated_at >= coalesce(n.realm_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.realm IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.realm_stated_at, n.stated_at) ELSE n.realm_stated_at END,
    n.realm = CASE WHEN row.realm IS NOT NULL AND (n.realm IS NULL OR row.stated_at >= coalesce(n.realm_stated_at, n.stated_at)) THEN row.realm ELSE n.realm END,
    n.account_type_stated_at = CASE WHEN row.account_type IS NOT NULL AND (n.account_type IS NULL OR row.stated_at >= coalesce(n.account_type_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.account_type IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.account_type_stated_at, n.stated_at) ELSE n.account_type_stated_at END,
    n.account_type = CASE WHEN row.account_type IS NOT NULL AND (n.account_type IS NULL OR row.stated_at >= coalesce(n.account_type_stated_at, n.stated_at)) THEN row.account_type ELSE n.account_type END,
    n.status_stated_at = CASE WHEN row.status IS NOT NULL AND (n.status IS NULL OR row.stated_at >= coalesce(n.status_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.status IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.status_stated_at, n.stated_at) ELSE n.status_stated_at END,
    n.status = CASE WHEN row.status IS NOT NULL AND (n.status IS NULL OR row.stated_at >= coalesce(n.status_stated_at, n.stated_at)) THEN row.status ELSE n.status END,
    n.tier_stated_at = CASE WHEN row.tier IS NOT NULL AND (n.tier IS NULL OR row.stated_at >= coalesce(n.tier_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.tier IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.tier_stated_at, n.stated_at) ELSE n.tier_stated_at END,
    n.tier = CASE WHEN row.tier IS NOT NULL AND (n.tier IS NULL OR row.stated_at >= coalesce(n.tier_stated_at, n.stated_at)) THEN row.tier ELSE n.tier END,
    n.opened_at_stated_at = CASE WHEN row.opened_at IS NOT NULL AND (n.opened_at IS NULL OR row.stated_at >= coalesce(n.opened_at_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.opened_at IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.opened_at_stated_at, n.stated_at) ELSE n.opened_at_stated_at END,
    n.opened_at = CASE WHEN row.opened_at IS NOT NULL AND (n.opened_at IS NULL OR row.stated_at >= coalesce(n.opened_at_stated_at, n.stated_at)) THEN row.opened_at ELSE n.opened_at END,
    n.closed_at_stated_at = CASE WHEN row.closed_at IS NOT NULL AND (n.closed_at IS NULL OR row.stated_at >= coalesce(n.closed_at_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.closed_at IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.closed_at_stated_at, n.stated_at) ELSE n.closed_at_stated_at END,
    n.closed_at = CASE WHEN row.closed_at IS NOT NULL AND (n.closed_at IS NULL OR row.stated_at >= coalesce(n.closed_at_stated_at, n.stated_at)) THEN row.closed_at ELSE n.closed_at END,
    n.balance_stated_at = CASE WHEN row.balance IS NOT NULL AND (n.balance IS NULL OR row.stated_at >= coalesce(n.balance_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.balance IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.balance_stated_at, n.stated_at) ELSE n.balance_stated_at END,
    n.balance = CASE WHEN row.balance IS NOT NULL AND (n.balance IS NULL OR row.stated_at >= coalesce(n.balance_stated_at, n.stated_at)) THEN row.balance ELSE n.balance END,
    n.stated_at = CASE WHEN row.stated_at < n.stated_at THEN n.stated_at ELSE coalesce(row.stated_at, n.stated_at) END
