// name: write/edge_resolves_to_source_record_customer
// mode: write
// params: rows
// Write RESOLVES_TO edges from SourceRecord to Customer: the end of validity replaces what was there, null while it holds.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (a:SourceRecord {source: row.start_source, source_id: row.start_source_id})
USING INDEX SEEK a:SourceRecord(source, source_id)
MATCH (b:Customer {id: row.end_id})
USING INDEX SEEK b:Customer(id)
MERGE (a)-[e:RESOLVES_TO {valid_from: row.valid_from}]->(b)
SET e.valid_to = row.valid_to,
    e.run = coalesce(row.run, e.run)
