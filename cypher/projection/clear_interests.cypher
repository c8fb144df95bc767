// name: projection/clear_interests
// mode: write
// params: ids
// Delete derived interests of customers, before they are written anew.
UNWIND $ids AS id
MATCH (c:Customer {id: id})-[e:INTERESTED_IN]->()
USING INDEX SEEK c:Customer(id)
DELETE e
