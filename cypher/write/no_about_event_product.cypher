// name: write/no_about_event_product
// mode: write
// params: rows
// Delete ABOUT edges from Event to Product that no event states any more.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (a:Event {id: row.start_id})-[e:ABOUT]->(:Product {id: row.end_id})
USING INDEX SEEK a:Event(id)
DELETE e
