// name: write/no_referred_source_record_source_record
// mode: write
// params: rows
// Delete REFERRED edges from SourceRecord to SourceRecord that no event states any more.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (a:SourceRecord {source: row.start_source, source_id: row.start_source_id})-[e:REFERRED]->(:SourceRecord {source: row.end_source, source_id: row.end_source_id})
USING INDEX SEEK a:SourceRecord(source, source_id)
DELETE e
