// name: browser/identity_runs
// mode: read
// params:
// Identity runs. The latest twenty with what each of them found.
MATCH (run:IdentityRun)
RETURN run, run.started_at AS started, run.records AS records, run.links AS links, run.customers AS customers
ORDER BY started DESC
LIMIT 20
