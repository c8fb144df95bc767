// name: write/edge_matches_source_record_source_record
// mode: write
// params: rows
// Write MATCHES edges from SourceRecord to SourceRecord: null leaves a property as it was.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (a:SourceRecord {source: row.start_source, source_id: row.start_source_id})
USING INDEX SEEK a:SourceRecord(source, source_id)
MATCH (b:SourceRecord {source: row.end_source, source_id: row.end_source_id})
USING INDEX SEEK b:SourceRecord(source, source_id)
MERGE (a)-[e:MATCHES {tier: row.tier}]->(b)
SET e.weight = coalesce(row.weight, e.weight),
    e.probability = coalesce(row.probability, e.probability),
    e.evidence = coalesce(row.evidence, e.evidence),
    e.run = coalesce(row.run, e.run)
