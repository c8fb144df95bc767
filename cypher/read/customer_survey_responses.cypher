// name: read/customer_survey_responses
// mode: read
// params: ids, first
// Survey answers of customers, the latest first.
UNWIND $ids AS id
MATCH (:Customer {id: id})<-[resolves:RESOLVES_TO]-(:SourceRecord)-[:ANSWERED]->(s:SurveyResponse)
WHERE resolves.valid_to IS NULL
WITH DISTINCT id, s
ORDER BY s.answered_at DESC, s.id
RETURN id, collect(s{.*})[0..$first] AS items
