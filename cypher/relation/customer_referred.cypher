// name: relation/customer_referred
// mode: read
// params: first
// Customers whom a customer brought, the earliest first, with the referral.
MATCH (_start)-[_referral:REFERRED]->(_customer:Customer)
WHERE _customer <> _start
WITH _start, _customer, _referral
ORDER BY _referral.at, _customer.id
LIMIT $first
WITH _customer, _referral, 1 AS _depth, _start.id AS _via_id
