// name: write/node_document
// mode: write
// params: rows
// Write Document nodes: each property is as it was stated last.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:Document {value: row.value})
ON CREATE SET n += row
ON MATCH SET n.document_type_stated_at = CASE WHEN row.document_type IS NOT NULL AND (n.document_type IS NULL OR row.stated_at >= coalesce(n.document_type_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.document_type IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.document_type_stated_at, n.stated_at) ELSE n.document_type_stated_at END,
    n.document_type = CASE WHEN row.document_type IS NOT NULL AND (n.document_type IS NULL OR row.stated_at >= coalesce(n.document_type_stated_at, n.stated_at)) THEN row.document_type ELSE n.document_type END,
    n.issuer_stated_at = CASE WHEN row.issuer IS NOT NULL AND (n.issuer IS NULL OR row.stated_at >= coalesce(n.issuer_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.issuer IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.issuer_stated_at, n.stated_at) ELSE n.issuer_stated_at END,
    n.issuer = CASE WHEN row.issuer IS NOT NULL AND (n.issuer IS NULL OR row.stated_at >= coalesce(n.issuer_stated_at, n.stated_at)) THEN row.issuer ELSE n.issuer END,
    n.stated_at = CASE WHEN row.stated_at < n.stated_at THEN n.stated_at ELSE coalesce(row.stated_at, n.stated_at) END
