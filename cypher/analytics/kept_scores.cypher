// name: analytics/kept_scores
// mode: read
// params:
// What the scores in the graph are made of, by name, and what was said of them.
MATCH (r:NetworkRun)
RETURN r.kept AS kept, r.report AS report
