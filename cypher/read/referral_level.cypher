// name: read/referral_level
// mode: read
// params: ids, limit
// Whom customers brought, or are said to have brought, the earliest first, with what became of it.
UNWIND $ids AS id
MATCH (a:Customer {id: id})-[e:REFERRED]->(b:Customer)
RETURN id AS by, b.id AS id, e.standing AS standing, e.at AS at, e.channel AS channel, e.campaign AS campaign,
       e.code AS code, e.converted_at AS converted_at, b.revenue AS revenue,
       b.revenue_left_out AS revenue_left_out
ORDER BY e.at, b.id
LIMIT $limit
