// name: relation/customer_interests
// mode: read
// params: first
// Interests of a customer: how often the records showed them, and the customer's score; the strongest first.
MATCH (_start)<-[_resolves:RESOLVES_TO*0..1]-(_who)-[_shown:INTERESTED_IN]->(_interest:Interest)
WHERE all(_each IN _resolves WHERE _each.valid_to IS NULL)
WITH _interest, max(_shown.score) AS _score,
     min(_shown.first_seen) AS _first_seen, max(_shown.last_seen) AS _last_seen,
     sum(CASE WHEN size(_resolves) = 1 THEN _shown.count ELSE 0 END) AS _by_records,
     sum(CASE WHEN size(_resolves) = 0 THEN _shown.count ELSE 0 END) AS _by_customer
WITH _interest, _score, _first_seen, _last_seen,
     CASE WHEN _by_records > 0 THEN _by_records ELSE _by_customer END AS _count
ORDER BY coalesce(_score, 0.0) DESC, _count DESC, _interest.id
LIMIT $first
