// name: projection/order_amounts
// mode: write
// params: rows
// Set what the lines of orders sum up to; null where no amount is known.
UNWIND $rows AS row
MATCH (o:Order {id: row.id})
USING INDEX SEEK o:Order(id)
SET o.lines_total = row.lines_total
