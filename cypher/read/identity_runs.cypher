// name: read/identity_runs
// mode: read
// params: first
// Identity runs, the latest first.
MATCH (run:IdentityRun)
RETURN run{.*} AS run
ORDER BY run.started_at DESC, run.id
LIMIT $first
