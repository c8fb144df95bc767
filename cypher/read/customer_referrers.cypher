// name: read/customer_referrers
// mode: read
// params: ids, first
// Customers who brought customers directly, the earliest first, with the referral.
UNWIND $ids AS id
MATCH (:Customer {id: id})<-[r:REFERRED]-(c:Customer)
WITH id, c, r
ORDER BY r.at, c.id
RETURN id, collect(c{
  .*, _at: r.at, _channel: r.channel, _campaign: r.campaign, _code: r.code, _revenue: r.revenue
})[0..$first] AS items
