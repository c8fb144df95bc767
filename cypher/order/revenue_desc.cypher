// name: order/revenue_desc
// mode: read
// params: 
// Highest revenue first.
-coalesce(_customer.revenue, 0.0)
