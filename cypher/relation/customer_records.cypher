// name: relation/customer_records
// mode: read
// params: past, first
// Source records of a customer with the time of their membership; only current ones unless `past`.
MATCH (_start)<-[_resolves:RESOLVES_TO]-(_record:SourceRecord)
WHERE $past OR _resolves.valid_to IS NULL
WITH _record, _resolves
ORDER BY _record.source, _record.source_id, _resolves.valid_from
LIMIT $first
