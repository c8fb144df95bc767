// name: projection/clear_matches_from
// mode: write
// params: rows
// Delete the MATCHES edges that begin at records, before those of their customers are written anew.
UNWIND $rows AS row
MATCH (r:SourceRecord {source: row.source, source_id: row.source_id})-[e:MATCHES]->(:SourceRecord)
USING INDEX SEEK r:SourceRecord(source, source_id)
DELETE e
