// name: condition/has_consent
// mode: read
// params: purpose, channels
// A consent that holds now: granted for one of the channels, denied for none.
EXISTS {
  MATCH (_node)<-[_resolves:RESOLVES_TO]-(:SourceRecord)-[_statement:GRANTED]->(_consent:Consent)
  WHERE _resolves.valid_to IS NULL AND _statement.valid_from <= datetime()
    AND coalesce(_statement.valid_to > datetime(), true)
    AND _consent.purpose = $purpose AND _consent.channel IN $channels
} AND NOT EXISTS {
  MATCH (_node)<-[_resolves:RESOLVES_TO]-(:SourceRecord)-[_statement:DENIED]->(_consent:Consent)
  WHERE _resolves.valid_to IS NULL AND _statement.valid_from <= datetime()
    AND coalesce(_statement.valid_to > datetime(), true)
    AND _consent.purpose = $purpose AND _consent.channel IN $channels
}
