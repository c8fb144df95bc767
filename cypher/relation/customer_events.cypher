// name: relation/customer_events
// mode: read
// params: first
// Event nodes of a customer, the latest first.
// Generated from the model by `python -m graph.generate`.
MATCH (_start)<-[_resolves:RESOLVES_TO]-(:SourceRecord)-[:DID]->(_event:Event)
WHERE _resolves.valid_to IS NULL
WITH DISTINCT _event
ORDER BY _event.at DESC, _event.id
LIMIT $first
