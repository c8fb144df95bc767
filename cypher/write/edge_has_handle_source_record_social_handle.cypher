// name: write/edge_has_handle_source_record_social_handle
// mode: write
// params: rows
// Write HAS_HANDLE edges from SourceRecord to SocialHandle: the time seen only widens.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (a:SourceRecord {source: row.start_source, source_id: row.start_source_id})
USING INDEX SEEK a:SourceRecord(source, source_id)
MATCH (b:SocialHandle {value: row.end_value})
USING INDEX SEEK b:SocialHandle(value)
MERGE (a)-[e:HAS_HANDLE]->(b)
SET e.first_seen = CASE WHEN e.first_seen <= row.first_seen THEN e.first_seen ELSE row.first_seen END,
    e.last_seen = CASE WHEN e.last_seen >= row.last_seen THEN e.last_seen ELSE row.last_seen END
