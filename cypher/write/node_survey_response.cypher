// name: write/node_survey_response
// mode: write
// params: rows
// Write SurveyResponse nodes: each property is as it was stated last.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:SurveyResponse {id: row.id})
ON CREATE SET n += row
ON MATCH SET n.survey_stated_at = CASE WHEN row.survey IS NOT NULL AND (n.survey IS NULL OR row.stated_at >= coalesce(n.survey_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.survey IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.survey_stated_at, n.stated_at) ELSE n.survey_stated_at END,
    n.survey = CASE WHEN row.survey IS NOT NULL AND (n.survey IS NULL OR row.stated_at >= coalesce(n.survey_stated_at, n.stated_at)) THEN row.survey ELSE n.survey END,
    n.metric_stated_at = CASE WHEN row.metric IS NOT NULL AND (n.metric IS NULL OR row.stated_at >= coalesce(n.metric_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.metric IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.metric_stated_at, n.stated_at) ELSE n.metric_stated_at END,
    n.metric = CASE WHEN row.metric IS NOT NULL AND (n.metric IS NULL OR row.stated_at >= coalesce(n.metric_stated_at, n.stated_at)) THEN row.metric ELSE n.metric END,
    n.score_stated_at = CASE WHEN row.score IS NOT NULL AND (n.score IS NULL OR row.stated_at >= coalesce(n.score_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.score IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.score_stated_at, n.stated_at) ELSE n.score_stated_at END,
    n.score = CASE WHEN row.score IS NOT NULL AND (n.score IS NULL OR row.stated_at >= coalesce(n.score_stated_at, n.stated_at)) THEN row.score ELSE n.score END,
    n.comment_stated_at = CASE WHEN row.comment IS NOT NULL AND (n.comment IS NULL OR row.stated_at >= coalesce(n.comment_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.comment IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.comment_stated_at, n.stated_at) ELSE n.comment_stated_at END,
    n.comment = CASE WHEN row.comment IS NOT NULL AND (n.comment IS NULL OR row.stated_at >= coalesce(n.comment_stated_at, n.stated_at)) THEN row.comment ELSE n.comment END,
    n.answered_at_stated_at = CASE WHEN row.answered_at IS NOT NULL AND (n.answered_at IS NULL OR row.stated_at >= coalesce(n.answered_at_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.answered_at IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.answered_at_stated_at, n.stated_at) ELSE n.answered_at_stated_at END,
    n.answered_at = CASE WHEN row.answered_at IS NOT NULL AND (n.answered_at IS NULL OR row.stated_at >= coalesce(n.answered_at_stated_at, n.stated_at)) THEN row.answered_at ELSE n.answered_at END,
    n.stated_at = CASE WHEN row.stated_at < n.stated_at THEN n.stated_at ELSE coalesce(row.stated_at, n.stated_at) END
