// name: projection/clear_aliases
// mode: write
// params: ids
// Delete the MERGED_INTO edges of customers that were retired, before those that hold now are written.
UNWIND $ids AS id
MATCH (c:Customer {id: id})-[e:MERGED_INTO]->(:Customer)
USING INDEX SEEK c:Customer(id)
DELETE e
