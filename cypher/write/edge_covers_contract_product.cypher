// name: write/edge_covers_contract_product
// mode: write
// params: rows
// Write COVERS edges from Contract to Product: null leaves a property as it was.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (a:Contract {id: row.start_id})
USING INDEX SEEK a:Contract(id)
MATCH (b:Product {id: row.end_id})
USING INDEX SEEK b:Product(id)
MERGE (a)-[e:COVERS]->(b)
