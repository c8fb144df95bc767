// name: relation/customer_identifiers
// mode: read
// params: first
// Identifiers of the current records of a customer: first and latest use over all records; a stay at an
// address that lasts has no last_seen.
MATCH (_start)<-[_resolves:RESOLVES_TO]-(:SourceRecord)
      -[_use:HAS_EMAIL|HAS_PHONE|USES_DEVICE|HAS_COOKIE|HAS_HANDLE|OWNS_ACCOUNT|HAS_DOCUMENT|LIVES_AT]->(_identifier)
WHERE _resolves.valid_to IS NULL
WITH type(_use) AS _kind, _identifier.value AS _value, coalesce(_identifier.shared, false) AS _shared,
     min(coalesce(_use.first_seen, _use.valid_from)) AS _first_seen,
     max(coalesce(_use.last_seen, _use.valid_to)) AS _latest,
     sum(CASE WHEN type(_use) = 'LIVES_AT' AND _use.valid_to IS NULL THEN 1 ELSE 0 END) AS _lasting
WITH _kind, _value, _shared, _first_seen, CASE WHEN _lasting > 0 THEN null ELSE _latest END AS _last_seen
ORDER BY _kind, _value
LIMIT $first
