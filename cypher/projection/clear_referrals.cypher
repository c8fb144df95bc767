// name: projection/clear_referrals
// mode: write
// params: ids
// Delete derived referrals of customers, before they are written anew.
UNWIND $ids AS id
MATCH (c:Customer {id: id})-[e:REFERRED]-(:Customer)
USING INDEX SEEK c:Customer(id)
DELETE e
