// name: browser/customer
// mode: read
// params:
// One customer whole. The one with about six source records and most orders; for another one, put
// WHERE customer.id = '...' in place of the first WHERE.
MATCH (customer:Customer)
WHERE customer.record_count > 0
WITH customer ORDER BY abs(customer.record_count - 6), coalesce(customer.order_count, 0) DESC, customer.id LIMIT 1
MATCH belongs = (customer)<-[resolves:RESOLVES_TO]-(record:SourceRecord)
WHERE resolves.valid_to IS NULL
OPTIONAL MATCH has = (record)-[edge]->(thing)
WHERE NOT type(edge) IN ['RESOLVES_TO', 'MATCHES', 'REFERRED', 'VIEWED', 'FROM_SOURCE']
RETURN belongs, has
LIMIT 250
