// name: projection/customers_by_last_order
// mode: read
// params: since, until
// Customers who ordered last in a span of time; its end does not belong to it. All customers are looked at: in
// the embedded store an index over times finds values that are there no more.
MATCH (c:Customer)
WHERE c.last_order_at >= $since AND c.last_order_at < $until
RETURN c.id AS id
