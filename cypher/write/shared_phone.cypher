// name: write/shared_phone
// mode: write
// params: rows
// Mark Phone nodes as shared by too many people, or as no longer shared.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (n:Phone {value: row.value})
USING INDEX SEEK n:Phone(value)
SET n.shared = row.shared
