// name: write/no_granted_source_record_consent
// mode: write
// params: rows
// Delete GRANTED edges from SourceRecord to Consent that no event states any more.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (a:SourceRecord {source: row.start_source, source_id: row.start_source_id})-[e:GRANTED]->(:Consent {id: row.end_id})
USING INDEX SEEK a:SourceRecord(source, source_id)
WHERE e.valid_from = row.valid_from
DELETE e
