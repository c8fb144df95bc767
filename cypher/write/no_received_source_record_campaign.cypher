// name: write/no_received_source_record_campaign
// mode: write
// params: rows
// Delete RECEIVED edges from SourceRecord to Campaign that no event states any more.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (a:SourceRecord {source: row.start_source, source_id: row.start_source_id})-[e:RECEIVED]->(:Campaign {id: row.end_id})
USING INDEX SEEK a:SourceRecord(source, source_id)
WHERE e.at = row.at
DELETE e
