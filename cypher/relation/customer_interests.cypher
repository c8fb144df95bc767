// name: relation/customer_interests
// mode: read
// params: first
// Interests of a customer with how often the records showed them, those most often first.
MATCH (_start)<-[_resolves:RESOLVES_TO]-(:SourceRecord)-[_shown:INTERESTED_IN]->(_interest:Interest)
WHERE _resolves.valid_to IS NULL
WITH _interest, sum(_shown.count) AS _count,
     min(_shown.first_seen) AS _first_seen, max(_shown.last_seen) AS _last_seen
ORDER BY _count DESC, _interest.id
LIMIT $first
