// name: relation/customer_itself
// mode: read
// params:
// A customer that an edge was just followed to: no retired one, edges lead to those that took their place.
WITH _start AS _customer
