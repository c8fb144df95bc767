// name: order/advocacy_desc
// mode: read
// params: 
// Highest advocate score first.
-coalesce(_customer.advocacy, 0.0)
