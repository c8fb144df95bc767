// name: relation/record_identifiers
// mode: read
// params: 
// Identifiers of a source record, as those of a customer.
MATCH (_start)-[_use:HAS_EMAIL|HAS_PHONE|USES_DEVICE|HAS_COOKIE|HAS_HANDLE|OWNS_ACCOUNT|HAS_DOCUMENT|LIVES_AT]->(_identifier)
WITH type(_use) AS _edge, _identifier.value AS _value, coalesce(_identifier.shared, false) AS _shared,
     toString(min(coalesce(_use.first_seen, _use.valid_from))) AS _first_seen,
     CASE WHEN sum(CASE WHEN type(_use) = 'LIVES_AT' AND _use.valid_to IS NULL THEN 1 ELSE 0 END) > 0 THEN null
          ELSE toString(max(coalesce(_use.last_seen, _use.valid_to))) END AS _last_seen
