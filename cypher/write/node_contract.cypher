// name: write/node_contract
// mode: write
// params: rows
// Write Contract nodes: each property is as it was stated last.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:Contract {id: row.id})
ON CREATE SET n += row
ON MATCH SET n.number_stated_at = CASE WHEN row.number IS NOT NULL AND (n.number IS NULL OR row.stated_at >= coalesce(n.number_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.number IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.number_stated_at, n.stated_at) ELSE n.number_stated_at END,
    n.number = CASE WHEN row.number IS NOT NULL AND (n.number IS NULL OR row.stated_at >= coalesce(n.number_stated_at, n.stated_at)) THEN row.number ELSE n.number END,
    n.contract_type_stated_at = CASE WHEN row.contract_type IS NOT NULL AND (n.contract_type IS NULL OR row.stated_at >= coalesce(n.contract_type_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.contract_type IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.contract_type_stated_at, n.stated_at) ELSE n.contract_type_stated_at END,
    n.contract_type = CASE WHEN row.contract_type IS NOT NULL AND (n.contract_type IS NULL OR row.stated_at >= coalesce(n.contract_type_stated_at, n.stated_at)) THEN row.contract_type ELSE n.contract_type END,
    n.status_stated_at = CASE WHEN row.status IS NOT NULL AND (n.status IS NULL OR row.stated_at >= coalesce(n.status_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.status IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.status_stated_at, n.stated_at) ELSE n.status_stated_at END,
    n.status = CASE WHEN row.status IS NOT NULL AND (n.status IS NULL OR row.stated_at >= coalesce(n.status_stated_at, n.stated_at)) THEN row.status ELSE n.status END,
    n.signed_at_stated_at = CASE WHEN row.signed_at IS NOT NULL AND (n.signed_at IS NULL OR row.stated_at >= coalesce(n.signed_at_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.signed_at IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.signed_at_stated_at, n.stated_at) ELSE n.signed_at_stated_at END,
    n.signed_at = CASE WHEN row.signed_at IS NOT NULL AND (n.signed_at IS NULL OR row.stated_at >= coalesce(n.signed_at_stated_at, n.stated_at)) THEN row.signed_at ELSE n.signed_at END,
    n.starts_at_stated_at = CASE WHEN row.starts_at IS NOT NULL AND (n.starts_at IS NULL OR row.stated_at >= coalesce(n.starts_at_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.starts_at IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.starts_at_stated_at, n.stated_at) ELSE n.starts_at_stated_at END,
    n.starts_at = CASE WHEN row.starts_at IS NOT NULL AND (n.starts_at IS NULL OR row.stated_at >= coalesce(n.starts_at_stated_at, n.stated_at)) THEN row.starts_at ELSE n.starts_at END,
    n.ends_at_stated_at = CASE WHEN row.ends_at IS NOT NULL AND (n.ends_at IS NULL OR row.stated_at >= coalesce(n.ends_at_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.ends_at IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.ends_at_stated_at, n.stated_at) ELSE n.ends_at_stated_at END,
    n.ends_at = CASE WHEN row.ends_at IS NOT NULL AND (n.ends_at IS NULL OR row.stated_at >= coalesce(n.ends_at_stated_at, n.stated_at)) THEN row.ends_at ELSE n.ends_at END,
    n.cancelled_at_stated_at = CASE WHEN row.cancelled_at IS NOT NULL AND (n.cancelled_at IS NULL OR row.stated_at >= coalesce(n.cancelled_at_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.cancelled_at IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.cancelled_at_stated_at, n.stated_at) ELSE n.cancelled_at_stated_at END,
    n.cancelled_at = CASE WHEN row.cancelled_at IS NOT NULL AND (n.cancelled_at IS NULL OR row.stated_at >= coalesce(n.cancelled_at_stated_at, n.stated_at)) THEN row.cancelled_at ELSE n.cancelled_at END,
    n.monthly_fee_stated_at = CASE WHEN row.monthly_fee IS NOT NULL AND (n.monthly_fee IS NULL OR row.stated_at >= coalesce(n.monthly_fee_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.monthly_fee IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.monthly_fee_stated_at, n.stated_at) ELSE n.monthly_fee_stated_at END,
    n.monthly_fee = CASE WHEN row.monthly_fee IS NOT NULL AND (n.monthly_fee IS NULL OR row.stated_at >= coalesce(n.monthly_fee_stated_at, n.stated_at)) THEN row.monthly_fee ELSE n.monthly_fee END,
    n.currency_stated_at = CASE WHEN row.currency IS NOT NULL AND (n.currency IS NULL OR row.stated_at >= coalesce(n.currency_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.currency IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.currency_stated_at, n.stated_at) ELSE n.currency_stated_at END,
    n.currency = CASE WHEN row.currency IS NOT NULL AND (n.currency IS NULL OR row.stated_at >= coalesce(n.currency_stated_at, n.stated_at)) THEN row.currency ELSE n.currency END,
    n.stated_at = CASE WHEN row.stated_at < n.stated_at THEN n.stated_at ELSE coalesce(row.stated_at, n.stated_at) END
