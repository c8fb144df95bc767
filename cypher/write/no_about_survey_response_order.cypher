// name: write/no_about_survey_response_order
// mode: write
// params: rows
// Delete ABOUT edges from SurveyResponse to Order that no event states any more.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (a:SurveyResponse {id: row.start_id})-[e:ABOUT]->(:Order {id: row.end_id})
USING INDEX SEEK a:SurveyResponse(id)
DELETE e
