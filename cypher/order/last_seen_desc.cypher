// name: order/last_seen_desc
// mode: read
// params: 
// Latest trace first.
-coalesce(datetime(_customer.last_seen).epochMillis, 0)
