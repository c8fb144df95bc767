// name: analytics/forget_kept_scores
// mode: write
// params:
// No score counts as there: while they are written, some are of one state and some of another.
MATCH (r:NetworkRun)
SET r.kept = null
