// name: read/referred_pairs
// mode: read
// params: pairs
// Which pairs of customers a referral connects, whichever way; the one with fewer referrals comes first.
UNWIND $pairs AS pair
MATCH (a:Customer {id: pair[0]})
MATCH (b:Customer {id: pair[1]})
WHERE EXISTS { (a)-[:REFERRED]-(b) }
RETURN collect(pair) AS pairs
