// name: write/node_interest
// mode: write
// params: rows
// Write Interest nodes: each property is as it was stated last.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:Interest {id: row.id})
ON CREATE SET n += row
ON MATCH SET n.name = CASE WHEN row.name IS NOT NULL AND (n.name IS NULL OR row.stated_at >= n.stated_at) THEN row.name ELSE n.name END,
    n.stated_at = CASE WHEN row.stated_at < n.stated_at THEN n.stated_at ELSE coalesce(row.stated_at, n.stated_at) END
