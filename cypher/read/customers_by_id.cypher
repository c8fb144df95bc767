// name: read/customers_by_id
// mode: read
// params: text, stage, city, country, min_revenue, segment, anonymous, purpose, channels, after_id, limit
// Customers that meet the conditions (null ones do not restrict), by id, behind `after_id`.
MATCH (c:Customer)
WHERE c.id > $after_id AND coalesce(c.status, 'active') <> 'merged'
  AND ($text IS NULL OR toLower(c.full_name) STARTS WITH $text OR toLower(c.given_name) STARTS WITH $text
       OR toLower(c.family_name) STARTS WITH $text OR toLower(c.organization_name) STARTS WITH $text
       OR c.email STARTS WITH $text)
  AND ($stage IS NULL OR c.lifecycle_stage = $stage)
  AND ($city IS NULL OR c.city = $city)
  AND ($country IS NULL OR c.country = $country)
  AND ($min_revenue IS NULL OR c.revenue >= $min_revenue)
  AND ($anonymous IS NULL OR coalesce(c.anonymous, false) = $anonymous)
  AND ($segment IS NULL OR EXISTS {
    MATCH (c)-[member:MEMBER_OF]->(:Segment {id: $segment}) WHERE member.valid_to IS NULL
  })
  AND ($purpose IS NULL OR (EXISTS {
    MATCH (c)<-[resolves:RESOLVES_TO]-(:SourceRecord)-[statement:GRANTED]->(k:Consent)
    WHERE resolves.valid_to IS NULL AND statement.valid_to IS NULL
      AND k.purpose = $purpose AND k.channel IN $channels
  } AND NOT EXISTS {
    MATCH (c)<-[resolves:RESOLVES_TO]-(:SourceRecord)-[statement:DENIED]->(k:Consent)
    WHERE resolves.valid_to IS NULL AND statement.valid_to IS NULL
      AND k.purpose = $purpose AND k.channel IN $channels
  }))
RETURN c{.*} AS customer, null AS key
ORDER BY c.id
LIMIT $limit
