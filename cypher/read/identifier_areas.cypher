// name: read/identifier_areas
// mode: read
// params:
// Lists of an identifier kind and an area in which its values are one person's: realms, networks, domains, types
// and issuers.
CALL () {
  MATCH (n:Account)
  RETURN DISTINCT 'account' AS kind, n.realm AS area
  UNION ALL
  MATCH (n:SocialHandle)
  RETURN DISTINCT 'handle' AS kind, n.network AS area
  UNION ALL
  MATCH (n:Cookie)
  RETURN DISTINCT 'cookie' AS kind, n.domain AS area
  UNION ALL
  MATCH (n:Document)
  RETURN DISTINCT 'document' AS kind, n.document_type + ':' + coalesce(n.issuer, '') AS area
}
WITH kind, area
WHERE area IS NOT NULL
RETURN collect([kind, area]) AS areas
