// name: write/node_contract
// mode: write
// params: rows
// Write Contract nodes: a later statement wins, an earlier one only fills gaps.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:Contract {id: row.id})
WITH n, row, n.stated_at IS NULL OR row.stated_at >= n.stated_at AS later
SET n.number = CASE WHEN later THEN coalesce(row.number, n.number) ELSE coalesce(n.number, row.number) END,
    n.contract_type = CASE WHEN later THEN coalesce(row.contract_type, n.contract_type) ELSE coalesce(n.contract_type, row.contract_type) END,
    n.status = CASE WHEN later THEN coalesce(row.status, n.status) ELSE coalesce(n.status, row.status) END,
    n.signed_at = CASE WHEN later THEN coalesce(row.signed_at, n.signed_at) ELSE coalesce(n.signed_at, row.signed_at) END,
    n.starts_at = CASE WHEN later THEN coalesce(row.starts_at, n.starts_at) ELSE coalesce(n.starts_at, row.starts_at) END,
    n.ends_at = CASE WHEN later THEN coalesce(row.ends_at, n.ends_at) ELSE coalesce(n.ends_at, row.ends_at) END,
    n.cancelled_at = CASE WHEN later THEN coalesce(row.cancelled_at, n.cancelled_at) ELSE coalesce(n.cancelled_at, row.cancelled_at) END,
    n.monthly_fee = CASE WHEN later THEN coalesce(row.monthly_fee, n.monthly_fee) ELSE coalesce(n.monthly_fee, row.monthly_fee) END,
    n.currency = CASE WHEN later THEN coalesce(row.currency, n.currency) ELSE coalesce(n.currency, row.currency) END,
    n.stated_at = CASE WHEN later THEN coalesce(row.stated_at, n.stated_at) ELSE coalesce(n.stated_at, row.stated_at) END
