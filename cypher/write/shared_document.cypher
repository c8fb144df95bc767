// name: write/shared_document
// mode: write
// params: rows
// Mark Document nodes as shared by too many people, or as no longer shared.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (n:Document {value: row.value})
USING INDEX SEEK n:Document(value)
SET n.shared = row.shared
