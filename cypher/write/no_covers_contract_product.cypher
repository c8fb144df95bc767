// name: write/no_covers_contract_product
// mode: write
// params: rows
// Delete COVERS edges from Contract to Product that no event states any more.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (a:Contract {id: row.start_id})-[e:COVERS]->(:Product {id: row.end_id})
USING INDEX SEEK a:Contract(id)
DELETE e
