// name: write/edge_viewed_source_record_product
// mode: write
// params: rows
// Write VIEWED edges from SourceRecord to Product: count and times replace what was there.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (a:SourceRecord {source: row.start_source, source_id: row.start_source_id})
USING INDEX SEEK a:SourceRecord(source, source_id)
MATCH (b:Product {id: row.end_id})
USING INDEX SEEK b:Product(id)
MERGE (a)-[e:VIEWED]->(b)
SET e.first_seen = row.first_seen,
    e.last_seen = row.last_seen,
    e.count = row.count
