// name: projection/consent_statements
// mode: read
// params: rows
// What records granted and denied of a consent, one row per edge.
UNWIND $rows AS row
MATCH (r:SourceRecord {source: row.start_source, source_id: row.start_source_id})
    -[e:GRANTED|DENIED]->(:Consent {id: row.end_id})
USING INDEX SEEK r:SourceRecord(source, source_id)
RETURN row.start_source AS start_source, row.start_source_id AS start_source_id, row.end_id AS end_id,
    type(e) AS type, e.valid_from AS valid_from, e.valid_to AS valid_to
