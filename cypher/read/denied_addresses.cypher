// name: read/denied_addresses
// mode: read
// params: values, purpose, channels
// Those of these e-mail addresses and phone numbers that a customer uses who denies the purpose on one of the
// channels now, or a record that states the denial itself, whose customer nobody has looked for yet.
UNWIND $values AS value
CALL (value) {
  MATCH (:Email {value: value})<-[:HAS_EMAIL]-(record:SourceRecord)
  RETURN record
  UNION
  MATCH (:Phone {value: value})<-[:HAS_PHONE]-(record:SourceRecord)
  RETURN record
}
CALL (record) {
  MATCH (record)-[statement:DENIED]->(consent:Consent)
  RETURN statement, consent
  UNION
  MATCH (record)-[uses:RESOLVES_TO]->(customer:Customer)
  WHERE uses.valid_to IS NULL
  MATCH (customer)<-[resolves:RESOLVES_TO]-(:SourceRecord)-[statement:DENIED]->(consent:Consent)
  WHERE resolves.valid_to IS NULL
  RETURN statement, consent
}
WITH value, statement, consent
WHERE statement.valid_from <= datetime()
  AND coalesce(statement.valid_to > datetime(), true)
  AND consent.purpose = $purpose AND consent.channel IN $channels
RETURN DISTINCT value
