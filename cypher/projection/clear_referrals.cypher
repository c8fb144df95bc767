// name: projection/clear_referrals
// mode: write
// params: ids
// Delete derived referrals of customers, before they are written anew.
UNWIND $ids AS id
MATCH (:Customer {id: id})-[e:REFERRED]-(:Customer)
DELETE e
