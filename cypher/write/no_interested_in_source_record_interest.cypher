// name: write/no_interested_in_source_record_interest
// mode: write
// params: rows
// Delete INTERESTED_IN edges from SourceRecord to Interest that no event states any more.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (a:SourceRecord {source: row.start_source, source_id: row.start_source_id})-[e:INTERESTED_IN]->(:Interest {id: row.end_id})
USING INDEX SEEK a:SourceRecord(source, source_id)
DELETE e
