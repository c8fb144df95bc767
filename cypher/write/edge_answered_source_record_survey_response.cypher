// name: write/edge_answered_source_record_survey_response
// mode: write
// params: rows
// Write ANSWERED edges from SourceRecord to SurveyResponse: null leaves a property as it was.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (a:SourceRecord {source: row.start_source, source_id: row.start_source_id})
USING INDEX SEEK a:SourceRecord(source, source_id)
MATCH (b:SurveyResponse {id: row.end_id})
USING INDEX SEEK b:SurveyResponse(id)
MERGE (a)-[e:ANSWERED]->(b)
SET e.at = coalesce(row.at, e.at)
