// name: relation/customer_identifiers
// mode: read
// params: 
// Identifiers of the current records of a customer: first and latest use over all records; a stay at an
// address that lasts has no last_seen.
MATCH (_start)<-[_resolves:RESOLVES_TO]-(:SourceRecord)
      -[_use:HAS_EMAIL|HAS_PHONE|USES_DEVICE|HAS_COOKIE|HAS_HANDLE|OWNS_ACCOUNT|HAS_DOCUMENT|LIVES_AT]->(_identifier)
WHERE _resolves.valid_to IS NULL
WITH type(_use) AS _edge, _identifier.value AS _value, coalesce(_identifier.shared, false) AS _shared,
     toString(min(coalesce(_use.first_seen, _use.valid_from))) AS _first_seen,
     CASE WHEN sum(CASE WHEN type(_use) = 'LIVES_AT' AND _use.valid_to IS NULL THEN 1 ELSE 0 END) > 0 THEN null
          ELSE toString(max(coalesce(_use.last_seen, _use.valid_to))) END AS _last_seen
