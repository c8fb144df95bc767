// name: relation/record_identifiers
// mode: read
// params: first
// Identifiers of a source record, as those of a customer.
MATCH (_start)-[_use:HAS_EMAIL|HAS_PHONE|USES_DEVICE|HAS_COOKIE|HAS_HANDLE|OWNS_ACCOUNT|HAS_DOCUMENT|LIVES_AT]->(_identifier)
WITH type(_use) AS _kind, _identifier.value AS _value, coalesce(_identifier.shared, false) AS _shared,
     min(coalesce(_use.first_seen, _use.valid_from)) AS _first_seen,
     max(coalesce(_use.last_seen, _use.valid_to)) AS _latest,
     sum(CASE WHEN type(_use) = 'LIVES_AT' AND _use.valid_to IS NULL THEN 1 ELSE 0 END) AS _lasting
WITH _kind, _value, _shared, _first_seen, CASE WHEN _lasting > 0 THEN null ELSE _latest END AS _last_seen
ORDER BY _kind, _value
LIMIT $first
