// name: write/node_document
// mode: write
// params: rows
// Write Document nodes: a later statement wins, an earlier one only fills gaps.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:Document {value: row.value})
WITH n, row, n.stated_at IS NULL OR row.stated_at >= n.stated_at AS later
SET n.document_type = CASE WHEN later THEN coalesce(row.document_type, n.document_type) ELSE coalesce(n.document_type, row.document_type) END,
    n.issuer = CASE WHEN later THEN coalesce(row.issuer, n.issuer) ELSE coalesce(n.issuer, row.issuer) END,
    n.shared = CASE WHEN later THEN coalesce(row.shared, n.shared) ELSE coalesce(n.shared, row.shared) END,
    n.stated_at = CASE WHEN later THEN coalesce(row.stated_at, n.stated_at) ELSE coalesce(n.stated_at, row.stated_at) END
