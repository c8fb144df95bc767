// name: read/identity_runs_by_ids
// mode: read
// params: ids
// IdentityRun nodes by id.
UNWIND $ids AS id
MATCH (n:IdentityRun {id: id})
RETURN id, collect(n{.*}) AS items
