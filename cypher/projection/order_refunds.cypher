// name: projection/order_refunds
// mode: write
// params: rows
// Set what was paid back of orders, in all; null where no amount is known.
UNWIND $rows AS row
MATCH (o:Order {id: row.id})
USING INDEX SEEK o:Order(id)
SET o.refunded = row.refunded
