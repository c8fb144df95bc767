// name: write/shared_device
// mode: write
// params: rows
// Mark Device nodes as shared by too many people, or as no longer shared.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (n:Device {value: row.value})
USING INDEX SEEK n:Device(value)
SET n.shared = row.shared
