// name: read/customer_by_identifier
// mode: read
// params: ids, kind
// The customer whose records used an identifier of this kind last, for each value in `ids`.
UNWIND $ids AS id
MATCH (:Document {value: id})<-[use:HAS_DOCUMENT]-(:SourceRecord)-[resolves:RESOLVES_TO]->(c:Customer)
WHERE $kind = 'document' AND resolves.valid_to IS NULL
WITH id, c, max(coalesce(use.last_seen, use.first_seen)) AS latest
ORDER BY latest DESC, c.id
RETURN id, collect(c{.*})[0..1] AS items
UNION ALL
UNWIND $ids AS id
MATCH (:Account {value: id})<-[use:OWNS_ACCOUNT]-(:SourceRecord)-[resolves:RESOLVES_TO]->(c:Customer)
WHERE $kind = 'account' AND resolves.valid_to IS NULL
WITH id, c, max(coalesce(use.last_seen, use.first_seen)) AS latest
ORDER BY latest DESC, c.id
RETURN id, collect(c{.*})[0..1] AS items
UNION ALL
UNWIND $ids AS id
MATCH (:Email {value: id})<-[use:HAS_EMAIL]-(:SourceRecord)-[resolves:RESOLVES_TO]->(c:Customer)
WHERE $kind = 'email' AND resolves.valid_to IS NULL
WITH id, c, max(coalesce(use.last_seen, use.first_seen)) AS latest
ORDER BY latest DESC, c.id
RETURN id, collect(c{.*})[0..1] AS items
UNION ALL
UNWIND $ids AS id
MATCH (:Phone {value: id})<-[use:HAS_PHONE]-(:SourceRecord)-[resolves:RESOLVES_TO]->(c:Customer)
WHERE $kind = 'phone' AND resolves.valid_to IS NULL
WITH id, c, max(coalesce(use.last_seen, use.first_seen)) AS latest
ORDER BY latest DESC, c.id
RETURN id, collect(c{.*})[0..1] AS items
UNION ALL
UNWIND $ids AS id
MATCH (:SocialHandle {value: id})<-[use:HAS_HANDLE]-(:SourceRecord)-[resolves:RESOLVES_TO]->(c:Customer)
WHERE $kind = 'handle' AND resolves.valid_to IS NULL
WITH id, c, max(coalesce(use.last_seen, use.first_seen)) AS latest
ORDER BY latest DESC, c.id
RETURN id, collect(c{.*})[0..1] AS items
UNION ALL
UNWIND $ids AS id
MATCH (:Cookie {value: id})<-[use:HAS_COOKIE]-(:SourceRecord)-[resolves:RESOLVES_TO]->(c:Customer)
WHERE $kind = 'cookie' AND resolves.valid_to IS NULL
WITH id, c, max(coalesce(use.last_seen, use.first_seen)) AS latest
ORDER BY latest DESC, c.id
RETURN id, collect(c{.*})[0..1] AS items
UNION ALL
UNWIND $ids AS id
MATCH (:Device {value: id})<-[use:USES_DEVICE]-(:SourceRecord)-[resolves:RESOLVES_TO]->(c:Customer)
WHERE $kind = 'device' AND resolves.valid_to IS NULL
WITH id, c, max(coalesce(use.last_seen, use.first_seen)) AS latest
ORDER BY latest DESC, c.id
RETURN id, collect(c{.*})[0..1] AS items
UNION ALL
UNWIND $ids AS id
MATCH (:Address {value: id})<-[use:LIVES_AT]-(:SourceRecord)-[resolves:RESOLVES_TO]->(c:Customer)
WHERE $kind = 'address' AND resolves.valid_to IS NULL
WITH id, c, max(use.valid_from) AS latest
ORDER BY latest DESC, c.id
RETURN id, collect(c{.*})[0..1] AS items
