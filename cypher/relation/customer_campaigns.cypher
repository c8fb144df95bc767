// name: relation/customer_campaigns
// mode: read
// params: first
// Campaign contacts of a customer, the latest first.
MATCH (_start)<-[_resolves:RESOLVES_TO]-(:SourceRecord)-[_contact:RECEIVED]->(_campaign:Campaign)
WHERE _resolves.valid_to IS NULL
WITH _campaign, _contact
ORDER BY _contact.at DESC, _campaign.id
LIMIT $first
