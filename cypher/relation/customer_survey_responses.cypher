// name: relation/customer_survey_responses
// mode: read
// params: first
// Survey answers of a customer, the latest first.
MATCH (_start)<-[_resolves:RESOLVES_TO]-(:SourceRecord)-[:ANSWERED]->(_response:SurveyResponse)
WHERE _resolves.valid_to IS NULL
WITH DISTINCT _response
ORDER BY _response.answered_at DESC, _response.id
LIMIT $first
