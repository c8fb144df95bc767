// name: write/shared_email
// mode: write
// params: rows
// Mark Email nodes as shared by too many people, or as no longer shared.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (n:Email {value: row.value})
USING INDEX SEEK n:Email(value)
SET n.shared = row.shared
