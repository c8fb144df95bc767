// name: relation/search_hits
// mode: read
// params: hits
// Customers whom a search found, as they are now, each once, best first. A hit is a customer's id, how well it fits,
// and its place among them; ids that the graph does not have are left out.
UNWIND $hits AS _hit
WITH _hit[0] AS _id, _hit[1] AS _fits, _hit[2] AS _place
MATCH (:Customer {id: _id})-[:MERGED_INTO*0..50]->(_customer:Customer)
WHERE NOT (_customer)-[:MERGED_INTO]->()
WITH _customer, max(_fits) AS _score, min(_place) AS _best
ORDER BY _best
