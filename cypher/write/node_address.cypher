// name: write/node_address
// mode: write
// params: rows
// Write Address nodes: a later statement wins, an earlier one only fills gaps.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:Address {value: row.value})
WITH n, row, n.stated_at IS NULL OR row.stated_at >= n.stated_at AS later
SET n.street = CASE WHEN later THEN coalesce(row.street, n.street) ELSE coalesce(n.street, row.street) END,
    n.house_number = CASE WHEN later THEN coalesce(row.house_number, n.house_number) ELSE coalesce(n.house_number, row.house_number) END,
    n.postal_code = CASE WHEN later THEN coalesce(row.postal_code, n.postal_code) ELSE coalesce(n.postal_code, row.postal_code) END,
    n.city = CASE WHEN later THEN coalesce(row.city, n.city) ELSE coalesce(n.city, row.city) END,
    n.country = CASE WHEN later THEN coalesce(row.country, n.country) ELSE coalesce(n.country, row.country) END,
    n.shared = CASE WHEN later THEN coalesce(row.shared, n.shared) ELSE coalesce(n.shared, row.shared) END,
    n.stated_at = CASE WHEN later THEN coalesce(row.stated_at, n.stated_at) ELSE coalesce(n.stated_at, row.stated_at) END
