// name: write/no_answered_source_record_survey_response
// mode: write
// params: rows
// Delete ANSWERED edges from SourceRecord to SurveyResponse that no event states any more.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (a:SourceRecord {source: row.start_source, source_id: row.start_source_id})-[e:ANSWERED]->(:SurveyResponse {id: row.end_id})
USING INDEX SEEK a:SourceRecord(source, source_id)
DELETE e
