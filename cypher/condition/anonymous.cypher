// name: condition/anonymous
// mode: read
// params: anonymous
// Whether only cookies or devices are known.
coalesce(_customer.anonymous, false) = $anonymous
