// name: browser/customer_journey
// mode: read
// params:
// Journey of one customer. In the order of time, of the one who bought most often; read it as a table or draw it.
// For another one, put WHERE customer.id = '...' in place of the first WHERE.
MATCH (customer:Customer)
WHERE customer.order_count > 0
WITH customer ORDER BY customer.order_count DESC, customer.id LIMIT 1
MATCH (customer)<-[resolves:RESOLVES_TO]-(record:SourceRecord)
WHERE resolves.valid_to IS NULL
MATCH step = (record)-[did:PLACED|OPENED|DID|ANSWERED|RECEIVED|SIGNED|GRANTED|DENIED]->(thing)
RETURN coalesce(did.at, did.valid_from) AS at, type(did) AS did, labels(thing)[0] AS what, step, customer
ORDER BY at
LIMIT 150
