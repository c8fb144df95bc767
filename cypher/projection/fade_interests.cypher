// name: projection/fade_interests
// mode: write
// params: rows
// Bring all interests of customers to the time of the latest signal: a factor each.
UNWIND $rows AS row
MATCH (c:Customer {id: row.id})-[e:INTERESTED_IN]->()
USING INDEX SEEK c:Customer(id)
SET e.score = e.score * row.factor,
    e.scored_at = row.scored_at
