// name: write/edge_placed_source_record_order
// mode: write
// params: rows
// Write PLACED edges from SourceRecord to Order: null leaves a property as it was.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (a:SourceRecord {source: row.start_source, source_id: row.start_source_id})
USING INDEX SEEK a:SourceRecord(source, source_id)
MATCH (b:Order {id: row.end_id})
USING INDEX SEEK b:Order(id)
MERGE (a)-[e:PLACED]->(b)
SET e.at = coalesce(row.at, e.at)
