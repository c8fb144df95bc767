// name: read/community_members
// mode: read
// params: community, first
// Customers of a community, those of the largest reach first.
MATCH (c:Customer {community: $community})
RETURN c.id AS id, toFloat(coalesce(c.reach, 0)) AS value
ORDER BY value DESC, id
LIMIT $first
