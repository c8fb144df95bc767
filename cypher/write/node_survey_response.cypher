// name: write/node_survey_response
// mode: write
// params: rows
// Write SurveyResponse nodes: a later statement wins, an earlier one only fills gaps.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:SurveyResponse {id: row.id})
WITH n, row, n.stated_at IS NULL OR row.stated_at >= n.stated_at AS later
SET n.survey = CASE WHEN later THEN coalesce(row.survey, n.survey) ELSE coalesce(n.survey, row.survey) END,
    n.metric = CASE WHEN later THEN coalesce(row.metric, n.metric) ELSE coalesce(n.metric, row.metric) END,
    n.score = CASE WHEN later THEN coalesce(row.score, n.score) ELSE coalesce(n.score, row.score) END,
    n.comment = CASE WHEN later THEN coalesce(row.comment, n.comment) ELSE coalesce(n.comment, row.comment) END,
    n.answered_at = CASE WHEN later THEN coalesce(row.answered_at, n.answered_at) ELSE coalesce(n.answered_at, row.answered_at) END,
    n.stated_at = CASE WHEN later THEN coalesce(row.stated_at, n.stated_at) ELSE coalesce(n.stated_at, row.stated_at) END
