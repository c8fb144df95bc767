// name: relation/customer_contracts
// mode: read
// params: first
// Contract nodes of a customer, the latest first.
// Generated from the model by `python -m graph.generate`.
MATCH (_start)<-[_resolves:RESOLVES_TO]-(:SourceRecord)-[:SIGNED]->(_contract:Contract)
WHERE _resolves.valid_to IS NULL
WITH DISTINCT _contract
ORDER BY _contract.signed_at DESC, _contract.id
LIMIT $first
