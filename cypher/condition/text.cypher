// name: condition/text
// mode: read
// params: text
// Start of a name or of the e-mail address, in lower case.
(toLower(_node.full_name) STARTS WITH $text OR toLower(_node.given_name) STARTS WITH $text
  OR toLower(_node.family_name) STARTS WITH $text OR toLower(_node.organization_name) STARTS WITH $text
  OR _node.email STARTS WITH $text)
