// name: write/no_did_source_record_event
// mode: write
// params: rows
// Delete DID edges from SourceRecord to Event that no event states any more.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (a:SourceRecord {source: row.start_source, source_id: row.start_source_id})-[e:DID]->(:Event {id: row.end_id})
USING INDEX SEEK a:SourceRecord(source, source_id)
DELETE e
