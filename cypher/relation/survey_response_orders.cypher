// name: relation/survey_response_orders
// mode: read
// params: first
// Order nodes that one SurveyResponse node is connected with, the latest first.
// Generated from the model by `python -m graph.generate`.
MATCH (_start)-[:ABOUT]->(_order:Order)
WITH DISTINCT _order
ORDER BY _order.ordered_at DESC, _order.id
LIMIT $first
