// name: browser/believed_at
// mode: read
// params:
// Who we believed it was. At the moment of the first line: put any other in place of datetime(). Beside the
// belief of then stands today's; records whose customer has changed since come first.
WITH datetime() AS moment
MATCH believed = (record:SourceRecord)-[then:RESOLVES_TO]->(:Customer)
WHERE then.valid_from <= moment AND (then.valid_to IS NULL OR then.valid_to > moment)
WITH record, believed, then
ORDER BY then.valid_to IS NULL, record.source, record.source_id
LIMIT 25
OPTIONAL MATCH today = (record)-[now:RESOLVES_TO]->(:Customer)
WHERE now.valid_to IS NULL
RETURN believed, today
