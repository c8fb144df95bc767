// name: write/edge_about_event_product
// mode: write
// params: rows
// Write ABOUT edges from Event to Product: null leaves a property as it was.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (a:Event {id: row.start_id})
USING INDEX SEEK a:Event(id)
MATCH (b:Product {id: row.end_id})
USING INDEX SEEK b:Product(id)
MERGE (a)-[e:ABOUT]->(b)
