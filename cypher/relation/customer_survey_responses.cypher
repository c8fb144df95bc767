// name: relation/customer_survey_responses
// mode: read
// params: first
// SurveyResponse nodes of a customer, the latest first.
// Generated from the model by `python -m graph.generate`.
MATCH (_start)<-[_resolves:RESOLVES_TO]-(:SourceRecord)-[:ANSWERED]->(_survey_response:SurveyResponse)
WHERE _resolves.valid_to IS NULL
WITH DISTINCT _survey_response
ORDER BY _survey_response.answered_at DESC, _survey_response.id
LIMIT $first
