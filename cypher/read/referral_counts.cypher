// name: read/referral_counts
// mode: read
// params: ids
// Lists of a customer and the number of referrals that they are an end of.
UNWIND $ids AS id
MATCH (c:Customer {id: id})
WITH id, COUNT { (c)-[:REFERRED]-() } AS referrals
RETURN collect([id, referrals]) AS counts
