// name: read/customer_campaigns
// mode: read
// params: ids, first
// Campaign contacts of customers with time, channel and outcome, the latest first.
UNWIND $ids AS id
MATCH (:Customer {id: id})<-[resolves:RESOLVES_TO]-(:SourceRecord)-[contact:RECEIVED]->(k:Campaign)
WHERE resolves.valid_to IS NULL
WITH id, k, contact
ORDER BY contact.at DESC, k.id
RETURN id, collect(k{.*, _at: contact.at, _channel: contact.channel, _outcome: contact.outcome})[0..$first] AS items
