// name: projection/records_told
// mode: read
// params: rows
// Which of these records a source has told of: others are known by their customers alone.
UNWIND $rows AS row
MATCH (r:SourceRecord {source: row.source, source_id: row.source_id})-[:FROM_SOURCE]->(:Source)
USING INDEX SEEK r:SourceRecord(source, source_id)
RETURN r.source AS source, r.source_id AS source_id
