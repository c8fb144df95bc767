// name: write/node_contract
// mode: write
// params: rows
// Write Contract nodes: each property is as it was stated last.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:Contract {id: row.id})
WITH n, row, n.stated_at AS before, CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END AS late
SET n.number_stated_at = CASE WHEN row.number IS NOT NULL AND (n.number IS NULL OR row.stated_at >= coalesce(n.number_stated_at, before)) THEN late WHEN n.number IS NOT NULL AND row.stated_at > before THEN coalesce(n.number_stated_at, before) ELSE n.number_stated_at END,
    n.number = CASE WHEN row.number IS NOT NULL AND (n.number IS NULL OR row.stated_at >= coalesce(n.number_stated_at, before)) THEN row.number ELSE n.number END,
    n.contract_type_stated_at = CASE WHEN row.contract_type IS NOT NULL AND (n.contract_type IS NULL OR row.stated_at >= coalesce(n.contract_type_stated_at, before)) THEN late WHEN n.contract_type IS NOT NULL AND row.stated_at > before THEN coalesce(n.contract_type_stated_at, before) ELSE n.contract_type_stated_at END,
    n.contract_type = CASE WHEN row.contract_type IS NOT NULL AND (n.contract_type IS NULL OR row.stated_at >= coalesce(n.contract_type_stated_at, before)) THEN row.contract_type ELSE n.contract_type END,
    n.status_stated_at = CASE WHEN row.status IS NOT NULL AND (n.status IS NULL OR row.stated_at >= coalesce(n.status_stated_at, before)) THEN late WHEN n.status IS NOT NULL AND row.stated_at > before THEN coalesce(n.status_stated_at, before) ELSE n.status_stated_at END,
    n.status = CASE WHEN row.status IS NOT NULL AND (n.status IS NULL OR row.stated_at >= coalesce(n.status_stated_at, before)) THEN row.status ELSE n.status END,
    n.signed_at_stated_at = CASE WHEN row.signed_at IS NOT NULL AND (n.signed_at IS NULL OR row.stated_at >= coalesce(n.signed_at_stated_at, before)) THEN late WHEN n.signed_at IS NOT NULL AND row.stated_at > before THEN coalesce(n.signed_at_stated_at, before) ELSE n.signed_at_stated_at END,
    n.signed_at = CASE WHEN row.signed_at IS NOT NULL AND (n.signed_at IS NULL OR row.stated_at >= coalesce(n.signed_at_stated_at, before)) THEN row.signed_at ELSE n.signed_at END,
    n.starts_at_stated_at = CASE WHEN row.starts_at IS NOT NULL AND (n.starts_at IS NULL OR row.stated_at >= coalesce(n.starts_at_stated_at, before)) THEN late WHEN n.starts_at IS NOT NULL AND row.stated_at > before THEN coalesce(n.starts_at_stated_at, before) ELSE n.starts_at_stated_at END,
    n.starts_at = CASE WHEN row.starts_at IS NOT NULL AND (n.starts_at IS NULL OR row.stated_at >= coalesce(n.starts_at_stated_at, before)) THEN row.starts_at ELSE n.starts_at END,
    n.ends_at_stated_at = CASE WHEN row.ends_at IS NOT NULL AND (n.ends_at IS NULL OR row.stated_at >= coalesce(n.ends_at_stated_at, before)) THEN late WHEN n.ends_at IS NOT NULL AND row.stated_at > before THEN coalesce(n.ends_at_stated_at, before) ELSE n.ends_at_stated_at END,
    n.ends_at = CASE WHEN row.ends_at IS NOT NULL AND (n.ends_at IS NULL OR row.stated_at >= coalesce(n.ends_at_stated_at, before)) THEN row.ends_at ELSE n.ends_at END,
    n.cancelled_at_stated_at = CASE WHEN row.cancelled_at IS NOT NULL AND (n.cancelled_at IS NULL OR row.stated_at >= coalesce(n.cancelled_at_stated_at, before)) THEN late WHEN n.cancelled_at IS NOT NULL AND row.stated_at > before THEN coalesce(n.cancelled_at_stated_at, before) ELSE n.cancelled_at_stated_at END,
    n.cancelled_at = CASE WHEN row.cancelled_at IS NOT NULL AND (n.cancelled_at IS NULL OR row.stated_at >= coalesce(n.cancelled_at_stated_at, before)) THEN row.cancelled_at ELSE n.cancelled_at END,
    n.monthly_fee_stated_at = CASE WHEN row.monthly_fee IS NOT NULL AND (n.monthly_fee IS NULL OR row.stated_at >= coalesce(n.monthly_fee_stated_at, before)) THEN late WHEN n.monthly_fee IS NOT NULL AND row.stated_at > before THEN coalesce(n.monthly_fee_stated_at, before) ELSE n.monthly_fee_stated_at END,
    n.monthly_fee = CASE WHEN row.monthly_fee IS NOT NULL AND (n.monthly_fee IS NULL OR row.stated_at >= coalesce(n.monthly_fee_stated_at, before)) THEN row.monthly_fee ELSE n.monthly_fee END,
    n.currency_stated_at = CASE WHEN row.currency IS NOT NULL AND (n.currency IS NULL OR row.stated_at >= coalesce(n.currency_stated_at, before)) THEN late WHEN n.currency IS NOT NULL AND row.stated_at > before THEN coalesce(n.currency_stated_at, before) ELSE n.currency_stated_at END,
    n.currency = CASE WHEN row.currency IS NOT NULL AND (n.currency IS NULL OR row.stated_at >= coalesce(n.currency_stated_at, before)) THEN row.currency ELSE n.currency END,
    n.stated_at = CASE WHEN late IS NULL THEN coalesce(row.stated_at, before) ELSE before END
