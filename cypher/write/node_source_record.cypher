// name: write/node_source_record
// mode: write
// params: rows
// Write SourceRecord nodes: with exactly the properties given, a null removes.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:SourceRecord {source: row.source, source_id: row.source_id})
SET n += row.properties
