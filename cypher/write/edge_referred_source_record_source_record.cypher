// name: write/edge_referred_source_record_source_record
// mode: write
// params: rows
// Write REFERRED edges from SourceRecord to SourceRecord: null leaves a property as it was.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (a:SourceRecord {source: row.start_source, source_id: row.start_source_id})
USING INDEX SEEK a:SourceRecord(source, source_id)
MATCH (b:SourceRecord {source: row.end_source, source_id: row.end_source_id})
USING INDEX SEEK b:SourceRecord(source, source_id)
MERGE (a)-[e:REFERRED]->(b)
SET e.at = coalesce(row.at, e.at),
    e.channel = coalesce(row.channel, e.channel),
    e.campaign = coalesce(row.campaign, e.campaign),
    e.code = coalesce(row.code, e.code),
    e.revenue = coalesce(row.revenue, e.revenue),
    e.standing = coalesce(row.standing, e.standing),
    e.converted_at = coalesce(row.converted_at, e.converted_at)
