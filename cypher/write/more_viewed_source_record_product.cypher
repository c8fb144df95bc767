// name: write/more_viewed_source_record_product
// mode: write
// params: rows
// Count VIEWED edges from SourceRecord to Product further, by events that are new.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (a:SourceRecord {source: row.start_source, source_id: row.start_source_id})
USING INDEX SEEK a:SourceRecord(source, source_id)
MATCH (b:Product {id: row.end_id})
USING INDEX SEEK b:Product(id)
MERGE (a)-[e:VIEWED]->(b)
SET e.first_seen = CASE WHEN e.first_seen <= row.first_seen THEN e.first_seen ELSE row.first_seen END,
    e.last_seen = CASE WHEN e.last_seen >= row.last_seen THEN e.last_seen ELSE row.last_seen END,
    e.count = coalesce(e.count, 0) + row.count
