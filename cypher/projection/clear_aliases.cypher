// name: projection/clear_aliases
// mode: write
// params: ids
// Delete the MERGED_INTO edges of customers that were retired, before those that hold now are written.
UNWIND $ids AS id
MATCH (:Customer {id: id})-[e:MERGED_INTO]->(:Customer)
DELETE e
