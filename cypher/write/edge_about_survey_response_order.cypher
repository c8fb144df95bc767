// name: write/edge_about_survey_response_order
// mode: write
// params: rows
// Write ABOUT edges from SurveyResponse to Order: null leaves a property as it was.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (a:SurveyResponse {id: row.start_id})
USING INDEX SEEK a:SurveyResponse(id)
MATCH (b:Order {id: row.end_id})
USING INDEX SEEK b:Order(id)
MERGE (a)-[e:ABOUT]->(b)
