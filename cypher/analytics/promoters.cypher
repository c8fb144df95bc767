// name: analytics/promoters
// mode: read
// params:
// Customers of whom a record gave nine or ten points in an NPS survey.
MATCH (c:Customer)<-[r:RESOLVES_TO]-(:SourceRecord)-[:ANSWERED]->(s:SurveyResponse)
WHERE r.valid_to IS NULL AND s.metric = 'nps' AND s.score >= 9
RETURN DISTINCT c.id AS id
