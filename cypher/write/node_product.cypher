// name: write/node_product
// mode: write
// params: rows
// Write Product nodes: each property is as it was stated last.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:Product {id: row.id})
ON CREATE SET n += row
ON MATCH SET n.number_stated_at = CASE WHEN row.number IS NOT NULL AND (n.number IS NULL OR row.stated_at >= coalesce(n.number_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.number IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.number_stated_at, n.stated_at) ELSE n.number_stated_at END,
    n.number = CASE WHEN row.number IS NOT NULL AND (n.number IS NULL OR row.stated_at >= coalesce(n.number_stated_at, n.stated_at)) THEN row.number ELSE n.number END,
    n.name_stated_at = CASE WHEN row.name IS NOT NULL AND (n.name IS NULL OR row.stated_at >= coalesce(n.name_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.name IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.name_stated_at, n.stated_at) ELSE n.name_stated_at END,
    n.name = CASE WHEN row.name IS NOT NULL AND (n.name IS NULL OR row.stated_at >= coalesce(n.name_stated_at, n.stated_at)) THEN row.name ELSE n.name END,
    n.category_stated_at = CASE WHEN row.category IS NOT NULL AND (n.category IS NULL OR row.stated_at >= coalesce(n.category_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.category IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.category_stated_at, n.stated_at) ELSE n.category_stated_at END,
    n.category = CASE WHEN row.category IS NOT NULL AND (n.category IS NULL OR row.stated_at >= coalesce(n.category_stated_at, n.stated_at)) THEN row.category ELSE n.category END,
    n.brand_stated_at = CASE WHEN row.brand IS NOT NULL AND (n.brand IS NULL OR row.stated_at >= coalesce(n.brand_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.brand IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.brand_stated_at, n.stated_at) ELSE n.brand_stated_at END,
    n.brand = CASE WHEN row.brand IS NOT NULL AND (n.brand IS NULL OR row.stated_at >= coalesce(n.brand_stated_at, n.stated_at)) THEN row.brand ELSE n.brand END,
    n.price_stated_at = CASE WHEN row.price IS NOT NULL AND (n.price IS NULL OR row.stated_at >= coalesce(n.price_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.price IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.price_stated_at, n.stated_at) ELSE n.price_stated_at END,
    n.price = CASE WHEN row.price IS NOT NULL AND (n.price IS NULL OR row.stated_at >= coalesce(n.price_stated_at, n.stated_at)) THEN row.price ELSE n.price END,
    n.currency_stated_at = CASE WHEN row.currency IS NOT NULL AND (n.currency IS NULL OR row.stated_at >= coalesce(n.currency_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.currency IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.currency_stated_at, n.stated_at) ELSE n.currency_stated_at END,
    n.currency = CASE WHEN row.currency IS NOT NULL AND (n.currency IS NULL OR row.stated_at >= coalesce(n.currency_stated_at, n.stated_at)) THEN row.currency ELSE n.currency END,
    n.active_stated_at = CASE WHEN row.active IS NOT NULL AND (n.active IS NULL OR row.stated_at >= coalesce(n.active_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.active IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.active_stated_at, n.stated_at) ELSE n.active_stated_at END,
    n.active = CASE WHEN row.active IS NOT NULL AND (n.active IS NULL OR row.stated_at >= coalesce(n.active_stated_at, n.stated_at)) THEN row.active ELSE n.active END,
    n.stated_at = CASE WHEN row.stated_at < n.stated_at THEN n.stated_at ELSE coalesce(row.stated_at, n.stated_at) END
