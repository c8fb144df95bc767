// name: read/linked_by_household
// mode: read
// params: ids
// Lists of a customer, another who lives in one household with them, and the number of referrals of the latter.
UNWIND $ids AS id
MATCH (start:Customer {id: id})-[mine:MEMBER_OF]->(:Household)<-[theirs:MEMBER_OF]-(other:Customer)
WHERE other <> start AND mine.valid_to IS NULL AND theirs.valid_to IS NULL
WITH DISTINCT id, other
WITH id, other, COUNT { (other)-[:REFERRED]-() } AS referrals
RETURN collect([id, other.id, referrals]) AS links
