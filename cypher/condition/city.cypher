// name: condition/city
// mode: read
// params: city
// City, in full.
_customer.city = $city
