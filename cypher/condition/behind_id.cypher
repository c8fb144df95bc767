// name: condition/behind_id
// mode: read
// params: after_id
// Behind a customer in the order of ids.
_customer.id > $after_id
