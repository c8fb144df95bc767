// name: read/customer_consents
// mode: read
// params: ids
// Statements on consent that hold now, of every current record of customers.
UNWIND $ids AS id
MATCH (:Customer {id: id})<-[resolves:RESOLVES_TO]-(r:SourceRecord)-[statement:GRANTED|DENIED]->(k:Consent)
WHERE resolves.valid_to IS NULL AND statement.valid_to IS NULL
RETURN id, collect({
  purpose: k.purpose, channel: k.channel, granted: type(statement) = 'GRANTED',
  since: statement.valid_from, source: r.source, source_id: r.source_id
}) AS items
