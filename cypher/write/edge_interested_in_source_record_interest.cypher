// name: write/edge_interested_in_source_record_interest
// mode: write
// params: rows
// Write INTERESTED_IN edges from SourceRecord to Interest: count and times replace what was there.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (a:SourceRecord {source: row.start_source, source_id: row.start_source_id})
USING INDEX SEEK a:SourceRecord(source, source_id)
MATCH (b:Interest {id: row.end_id})
USING INDEX SEEK b:Interest(id)
MERGE (a)-[e:INTERESTED_IN]->(b)
SET e.first_seen = row.first_seen,
    e.last_seen = row.last_seen,
    e.count = row.count,
    e.score = coalesce(row.score, e.score),
    e.scored_at = coalesce(row.scored_at, e.scored_at),
    e.heat = coalesce(row.heat, e.heat),
    e.signals = coalesce(row.signals, e.signals)
