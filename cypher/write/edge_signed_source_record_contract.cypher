// name: write/edge_signed_source_record_contract
// mode: write
// params: rows
// Write SIGNED edges from SourceRecord to Contract: the end of validity replaces what was there, null while it holds.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (a:SourceRecord {source: row.start_source, source_id: row.start_source_id})
USING INDEX SEEK a:SourceRecord(source, source_id)
MATCH (b:Contract {id: row.end_id})
USING INDEX SEEK b:Contract(id)
MERGE (a)-[e:SIGNED {valid_from: row.valid_from}]->(b)
SET e.valid_to = row.valid_to
