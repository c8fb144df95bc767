// name: write/edge_granted_source_record_consent
// mode: write
// params: rows
// Write GRANTED edges from SourceRecord to Consent: the end of validity replaces what was there, null while it holds.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (a:SourceRecord {source: row.start_source, source_id: row.start_source_id})
USING INDEX SEEK a:SourceRecord(source, source_id)
MATCH (b:Consent {id: row.end_id})
USING INDEX SEEK b:Consent(id)
MERGE (a)-[e:GRANTED {valid_from: row.valid_from}]->(b)
SET e.valid_to = row.valid_to
