// name: projection/clear_addresses
// mode: write
// params: rows
// Delete the LIVES_AT edges of records, before all of their intervals are written anew.
UNWIND $rows AS row
MATCH (r:SourceRecord {source: row.source, source_id: row.source_id})-[e:LIVES_AT]->(:Address)
USING INDEX SEEK r:SourceRecord(source, source_id)
DELETE e
