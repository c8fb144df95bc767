// name: condition/country
// mode: read
// params: country
// Country of the address.
_customer.country = $country
