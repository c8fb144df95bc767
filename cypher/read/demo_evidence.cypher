// name: read/demo_evidence
// mode: read
// params: id
// The records of one customer, and the evidence between them.
MATCH (:Customer {id: $id})<-[v:RESOLVES_TO]-(a:SourceRecord)
WHERE v.valid_to IS NULL
OPTIONAL MATCH (a)-[m:MATCHES]->(b:SourceRecord)
RETURN a.source AS source, a.source_id AS source_id, a.full_name AS name, a.birth_date AS birth_date,
    b.source AS other_source, b.source_id AS other_id, m.tier AS tier, m.weight AS weight,
    m.probability AS probability, m.evidence AS evidence
ORDER BY source, source_id, weight DESC
