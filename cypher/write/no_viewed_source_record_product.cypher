// name: write/no_viewed_source_record_product
// mode: write
// params: rows
// Delete VIEWED edges from SourceRecord to Product that no event states any more.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (a:SourceRecord {source: row.start_source, source_id: row.start_source_id})-[e:VIEWED]->(:Product {id: row.end_id})
USING INDEX SEEK a:SourceRecord(source, source_id)
DELETE e
