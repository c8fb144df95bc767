// name: projection/interests_held
// mode: read
// params: ids
// Derived interests of customers, for what shows them since to be added.
UNWIND $ids AS id
MATCH (c:Customer {id: id})-[e:INTERESTED_IN]->(it)
USING INDEX SEEK c:Customer(id)
RETURN c.id AS customer_id, labels(it)[0] AS label, it.id AS id, e.score AS score, e.scored_at AS scored_at, e.heat AS heat,
    e.count AS count, e.signals AS signals, e.first_seen AS first_seen, e.last_seen AS last_seen
