// name: write/edge_interested_in_customer_interest
// mode: write
// params: rows
// Write INTERESTED_IN edges from Customer to Interest: count and times replace what was there.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MATCH (a:Customer {id: row.start_id})
USING INDEX SEEK a:Customer(id)
MATCH (b:Interest {id: row.end_id})
USING INDEX SEEK b:Interest(id)
MERGE (a)-[e:INTERESTED_IN]->(b)
SET e.first_seen = row.first_seen,
    e.last_seen = row.last_seen,
    e.count = row.count,
    e.score = coalesce(row.score, e.score),
    e.scored_at = coalesce(row.scored_at, e.scored_at),
    e.heat = coalesce(row.heat, e.heat),
    e.signals = coalesce(row.signals, e.signals)
