// name: condition/min_revenue
// mode: read
// params: min_revenue
// Least revenue.
_customer.revenue >= $min_revenue
