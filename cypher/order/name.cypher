// name: order/name
// mode: read
// params: 
// By full name.
toLower(coalesce(_customer.full_name, ''))
