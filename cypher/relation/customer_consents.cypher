// name: relation/customer_consents
// mode: read
// params: 
// Statements on consent that hold now, of every current record of a customer.
MATCH (_start)<-[_resolves:RESOLVES_TO]-(_record:SourceRecord)-[_statement:GRANTED|DENIED]->(_consent:Consent)
WHERE _resolves.valid_to IS NULL AND _statement.valid_from <= datetime()
  AND coalesce(_statement.valid_to > datetime(), true)
WITH _consent.purpose AS _purpose, _consent.channel AS _channel, type(_statement) = 'GRANTED' AS _granted,
     toString(_statement.valid_from) AS _since, _record.source AS _source, _record.source_id AS _source_id
