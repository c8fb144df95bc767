// name: read/denied_addresses
// mode: read
// params: values, purpose, channels
// Those of these e-mail addresses and phone numbers that a customer uses who denies the purpose on one of the
// channels now.
UNWIND $values AS value
CALL (value) {
  MATCH (:Email {value: value})<-[:HAS_EMAIL]-(record:SourceRecord)
  RETURN record
  UNION
  MATCH (:Phone {value: value})<-[:HAS_PHONE]-(record:SourceRecord)
  RETURN record
}
MATCH (record)-[uses:RESOLVES_TO]->(customer:Customer)
WHERE uses.valid_to IS NULL
MATCH (customer)<-[resolves:RESOLVES_TO]-(:SourceRecord)-[statement:DENIED]->(consent:Consent)
WHERE resolves.valid_to IS NULL AND statement.valid_from <= datetime()
  AND coalesce(statement.valid_to > datetime(), true)
  AND consent.purpose = $purpose AND consent.channel IN $channels
RETURN DISTINCT value
