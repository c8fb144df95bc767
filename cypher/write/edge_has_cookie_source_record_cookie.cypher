// name: write/edge_has_cookie_source_record_cookie
// mode: write
// params: rows
// Write HAS_COOKIE edges from SourceRecord to Cookie: the time seen only widens.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (a:SourceRecord {source: row.start_source, source_id: row.start_source_id})
USING INDEX SEEK a:SourceRecord(source, source_id)
MATCH (b:Cookie {value: row.end_value})
USING INDEX SEEK b:Cookie(value)
MERGE (a)-[e:HAS_COOKIE]->(b)
SET e.first_seen = CASE WHEN e.first_seen <= row.first_seen THEN e.first_seen ELSE row.first_seen END,
    e.last_seen = CASE WHEN e.last_seen >= row.last_seen THEN e.last_seen ELSE row.last_seen END
