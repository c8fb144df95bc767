// name: projection/clear_matches
// mode: write
// params:
// Delete all MATCHES edges, before those of a full run are written.
MATCH (:SourceRecord)-[e:MATCHES]->(:SourceRecord)
DELETE e
