// name: write/edge_received_source_record_campaign
// mode: write
// params: rows
// Write RECEIVED edges from SourceRecord to Campaign: null leaves a property as it was.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (a:SourceRecord {source: row.start_source, source_id: row.start_source_id})
USING INDEX SEEK a:SourceRecord(source, source_id)
MATCH (b:Campaign {id: row.end_id})
USING INDEX SEEK b:Campaign(id)
MERGE (a)-[e:RECEIVED {at: row.at}]->(b)
SET e.channel = coalesce(row.channel, e.channel),
    e.outcome = coalesce(row.outcome, e.outcome)
