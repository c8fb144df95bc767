// name: read/network_run
// mode: read
// params:
// What the scores of the referral network are of, and their report.
MATCH (r:NetworkRun)
RETURN r.run AS run, r.version AS version, r.as_of AS as_of, r.report AS report
