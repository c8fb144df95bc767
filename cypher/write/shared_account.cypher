// name: write/shared_account
// mode: write
// params: rows
// Mark Account nodes as shared by too many people, or as no longer shared.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (n:Account {value: row.value})
USING INDEX SEEK n:Account(value)
SET n.shared = row.shared
