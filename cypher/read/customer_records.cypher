// name: read/customer_records
// mode: read
// params: ids, past, first
// Source records of customers with the time of their membership; only current ones unless `past`.
UNWIND $ids AS id
MATCH (:Customer {id: id})<-[resolves:RESOLVES_TO]-(r:SourceRecord)
WHERE $past OR resolves.valid_to IS NULL
WITH id, r, resolves
ORDER BY r.source, r.source_id, resolves.valid_from
RETURN id, collect(r{.*, _valid_from: resolves.valid_from, _valid_to: resolves.valid_to})[0..$first] AS items
