// name: condition/not_merged
// mode: read
// params: 
// No alias of another customer.
coalesce(_customer.status, 'active') <> 'merged'
