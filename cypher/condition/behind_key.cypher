// name: condition/behind_key
// mode: read
// params: after_key, after_id
// Behind a customer in the order of a key.
(_key > $after_key OR (_key = $after_key AND _customer.id > $after_id))
