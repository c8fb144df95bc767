// name: write/shared_cookie
// mode: write
// params: rows
// Mark Cookie nodes as shared by too many people, or as no longer shared.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (n:Cookie {value: row.value})
USING INDEX SEEK n:Cookie(value)
SET n.shared = row.shared
