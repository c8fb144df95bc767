// name: read/customers_sorted
// mode: read
// params: text, stage, city, country, min_revenue, segment, anonymous, purpose, channels, order, after_key, after_id, limit
// Customers that meet the conditions (null ones do not restrict), by a key that `order` chooses,
// always ascending, then by id, behind `after_key` and `after_id`.
MATCH (c:Customer)
WHERE coalesce(c.status, 'active') <> 'merged'
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
WITH c, CASE $order
  WHEN 'NAME' THEN toLower(coalesce(c.full_name, ''))
  WHEN 'REVENUE_DESC' THEN -coalesce(c.revenue, 0.0)
  WHEN 'LAST_SEEN_DESC' THEN -coalesce(datetime(c.last_seen).epochMillis, 0)
  ELSE -coalesce(c.advocacy, 0.0)
END AS key
WHERE $after_key IS NULL OR key > $after_key OR (key = $after_key AND c.id > $after_id)
RETURN c{.*} AS customer, key
ORDER BY key, c.id
LIMIT $limit
