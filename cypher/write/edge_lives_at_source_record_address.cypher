// name: write/edge_lives_at_source_record_address
// mode: write
// params: rows
// Write LIVES_AT edges from SourceRecord to Address: the end of validity replaces what was there, null while it holds.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (a:SourceRecord {source: row.start_source, source_id: row.start_source_id})
USING INDEX SEEK a:SourceRecord(source, source_id)
MATCH (b:Address {value: row.end_value})
USING INDEX SEEK b:Address(value)
MERGE (a)-[e:LIVES_AT {valid_from: row.valid_from}]->(b)
SET e.valid_to = row.valid_to
