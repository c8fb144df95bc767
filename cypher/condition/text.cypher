// name: condition/text
// mode: read
// params: text
// Start of a name or of the e-mail address, in lower case.
(toLower(_customer.full_name) STARTS WITH $text OR toLower(_customer.given_name) STARTS WITH $text
  OR toLower(_customer.family_name) STARTS WITH $text OR toLower(_customer.organization_name) STARTS WITH $text
  OR _customer.email STARTS WITH $text)
