// name: write/shared_social_handle
// mode: write
// params: rows
// Mark SocialHandle nodes as shared by too many people, or as no longer shared.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (n:SocialHandle {value: row.value})
USING INDEX SEEK n:SocialHandle(value)
SET n.shared = row.shared
