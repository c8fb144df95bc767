// name: write/node_product
// mode: write
// params: rows
// Write Product nodes: a later statement wins, an earlier one only fills gaps.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:Product {id: row.id})
WITH n, row, n.stated_at IS NULL OR row.stated_at >= n.stated_at AS later
SET n.number = CASE WHEN later THEN coalesce(row.number, n.number) ELSE coalesce(n.number, row.number) END,
    n.name = CASE WHEN later THEN coalesce(row.name, n.name) ELSE coalesce(n.name, row.name) END,
    n.category = CASE WHEN later THEN coalesce(row.category, n.category) ELSE coalesce(n.category, row.category) END,
    n.brand = CASE WHEN later THEN coalesce(row.brand, n.brand) ELSE coalesce(n.brand, row.brand) END,
    n.price = CASE WHEN later THEN coalesce(row.price, n.price) ELSE coalesce(n.price, row.price) END,
    n.currency = CASE WHEN later THEN coalesce(row.currency, n.currency) ELSE coalesce(n.currency, row.currency) END,
    n.active = CASE WHEN later THEN coalesce(row.active, n.active) ELSE coalesce(n.active, row.active) END,
    n.stated_at = CASE WHEN later THEN coalesce(row.stated_at, n.stated_at) ELSE coalesce(n.stated_at, row.stated_at) END
