// name: write/no_opened_source_record_ticket
// mode: write
// params: rows
// Delete OPENED edges from SourceRecord to Ticket that no event states any more.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (a:SourceRecord {source: row.start_source, source_id: row.start_source_id})-[e:OPENED]->(:Ticket {id: row.end_id})
USING INDEX SEEK a:SourceRecord(source, source_id)
DELETE e
