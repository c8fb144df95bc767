// name: write/edge_did_source_record_event
// mode: write
// params: rows
// Write DID edges from SourceRecord to Event: null leaves a property as it was.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (a:SourceRecord {source: row.start_source, source_id: row.start_source_id})
USING INDEX SEEK a:SourceRecord(source, source_id)
MATCH (b:Event {id: row.end_id})
USING INDEX SEEK b:Event(id)
MERGE (a)-[e:DID]->(b)
SET e.at = coalesce(row.at, e.at)
