// name: read/survey_response_customer
// mode: read
// params: ids
// The customer behind each SurveyResponse.
UNWIND $ids AS id
MATCH (:SurveyResponse {id: id})<-[:ANSWERED]-(:SourceRecord)-[resolves:RESOLVES_TO]->(c:Customer)
WHERE resolves.valid_to IS NULL
WITH DISTINCT id, c
ORDER BY c.id
RETURN id, collect(c{.*})[0..1] AS items
