// name: analytics/write_referral_standings
// mode: write
// params: rows
// Write what stands of referrals between customers; rows have start_id, end_id and properties. Sought from
// the one who was brought: few brought them, and some bring thousands.
UNWIND $rows AS row
MATCH (b:Customer {id: row.end_id})<-[e:REFERRED]-(a:Customer)
USING INDEX SEEK b:Customer(id)
WHERE a.id = row.start_id
SET e += row.properties
