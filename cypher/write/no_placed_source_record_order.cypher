// name: write/no_placed_source_record_order
// mode: write
// params: rows
// Delete PLACED edges from SourceRecord to Order that no event states any more.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (a:SourceRecord {source: row.start_source, source_id: row.start_source_id})-[e:PLACED]->(:Order {id: row.end_id})
USING INDEX SEEK a:SourceRecord(source, source_id)
DELETE e
