// name: write/edge_judges_review_case_source_record
// mode: write
// params: rows
// Write JUDGES edges from ReviewCase to SourceRecord: null leaves a property as it was.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (a:ReviewCase {id: row.start_id})
USING INDEX SEEK a:ReviewCase(id)
MATCH (b:SourceRecord {source: row.end_source, source_id: row.end_source_id})
USING INDEX SEEK b:SourceRecord(source, source_id)
MERGE (a)-[e:JUDGES]->(b)
