// name: write/edge_from_source_source_record_source
// mode: write
// params: rows
// Write FROM_SOURCE edges from SourceRecord to Source: null leaves a property as it was.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (a:SourceRecord {source: row.start_source, source_id: row.start_source_id})
USING INDEX SEEK a:SourceRecord(source, source_id)
MATCH (b:Source {name: row.end_name})
USING INDEX SEEK b:Source(name)
MERGE (a)-[e:FROM_SOURCE]->(b)
