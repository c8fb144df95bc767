// name: write/edge_opened_source_record_ticket
// mode: write
// params: rows
// Write OPENED edges from SourceRecord to Ticket: null leaves a property as it was.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (a:SourceRecord {source: row.start_source, source_id: row.start_source_id})
USING INDEX SEEK a:SourceRecord(source, source_id)
MATCH (b:Ticket {id: row.end_id})
USING INDEX SEEK b:Ticket(id)
MERGE (a)-[e:OPENED]->(b)
SET e.at = coalesce(row.at, e.at)
