// name: relation/identity_runs
// mode: read
// params: first
// Identity runs, the latest first.
MATCH (_run:IdentityRun)
WITH _run
ORDER BY _run.started_at DESC, _run.id
LIMIT $first
