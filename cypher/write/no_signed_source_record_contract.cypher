// name: write/no_signed_source_record_contract
// mode: write
// params: rows
// Delete SIGNED edges from SourceRecord to Contract that no event states any more.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (a:SourceRecord {source: row.start_source, source_id: row.start_source_id})-[e:SIGNED]->(:Contract {id: row.end_id})
USING INDEX SEEK a:SourceRecord(source, source_id)
WHERE e.valid_from = row.valid_from
DELETE e
