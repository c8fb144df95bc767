// name: projection/clear_match
// mode: write
// params: rows
// Delete the MATCHES edges of pairs and tiers whose link is no more.
UNWIND $rows AS row
MATCH (:SourceRecord {source: row.start_source, source_id: row.start_source_id})
  -[e:MATCHES {tier: row.tier}]->(:SourceRecord {source: row.end_source, source_id: row.end_source_id})
DELETE e
