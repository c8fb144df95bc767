// name: write/node_product
// mode: write
// params: rows
// Write Product nodes: each property is as it was stated last.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:Product {id: row.id})
WITH n, row, n.stated_at AS before, CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END AS late
SET n.number_stated_at = CASE WHEN row.number IS NOT NULL AND (n.number IS NULL OR row.stated_at >= coalesce(n.number_stated_at, before)) THEN late WHEN n.number IS NOT NULL AND row.stated_at > before THEN coalesce(n.number_stated_at, before) ELSE n.number_stated_at END,
    n.number = CASE WHEN row.number IS NOT NULL AND (n.number IS NULL OR row.stated_at >= coalesce(n.number_stated_at, before)) THEN row.number ELSE n.number END,
    n.name_stated_at = CASE WHEN row.name IS NOT NULL AND (n.name IS NULL OR row.stated_at >= coalesce(n.name_stated_at, before)) THEN late WHEN n.name IS NOT NULL AND row.stated_at > before THEN coalesce(n.name_stated_at, before) ELSE n.name_stated_at END,
    n.name = CASE WHEN row.name IS NOT NULL AND (n.name IS NULL OR row.stated_at >= coalesce(n.name_stated_at, before)) THEN row.name ELSE n.name END,
    n.category_stated_at = CASE WHEN row.category IS NOT NULL AND (n.category IS NULL OR row.stated_at >= coalesce(n.category_stated_at, before)) THEN late WHEN n.category IS NOT NULL AND row.stated_at > before THEN coalesce(n.category_stated_at, before) ELSE n.category_stated_at END,
    n.category = CASE WHEN row.category IS NOT NULL AND (n.category IS NULL OR row.stated_at >= coalesce(n.category_stated_at, before)) THEN row.category ELSE n.category END,
    n.brand_stated_at = CASE WHEN row.brand IS NOT NULL AND (n.brand IS NULL OR row.stated_at >= coalesce(n.brand_stated_at, before)) THEN late WHEN n.brand IS NOT NULL AND row.stated_at > before THEN coalesce(n.brand_stated_at, before) ELSE n.brand_stated_at END,
    n.brand = CASE WHEN row.brand IS NOT NULL AND (n.brand IS NULL OR row.stated_at >= coalesce(n.brand_stated_at, before)) THEN row.brand ELSE n.brand END,
    n.price_stated_at = CASE WHEN row.price IS NOT NULL AND (n.price IS NULL OR row.stated_at >= coalesce(n.price_stated_at, before)) THEN late WHEN n.price IS NOT NULL AND row.stated_at > before THEN coalesce(n.price_stated_at, before) ELSE n.price_stated_at END,
    n.price = CASE WHEN row.price IS NOT NULL AND (n.price IS NULL OR row.stated_at >= coalesce(n.price_stated_at, before)) THEN row.price ELSE n.price END,
    n.currency_stated_at = CASE WHEN row.currency IS NOT NULL AND (n.currency IS NULL OR row.stated_at >= coalesce(n.currency_stated_at, before)) THEN late WHEN n.currency IS NOT NULL AND row.stated_at > before THEN coalesce(n.currency_stated_at, before) ELSE n.currency_stated_at END,
    n.currency = CASE WHEN row.currency IS NOT NULL AND (n.currency IS NULL OR row.stated_at >= coalesce(n.currency_stated_at, before)) THEN row.currency ELSE n.currency END,
    n.active_stated_at = CASE WHEN row.active IS NOT NULL AND (n.active IS NULL OR row.stated_at >= coalesce(n.active_stated_at, before)) THEN late WHEN n.active IS NOT NULL AND row.stated_at > before THEN coalesce(n.active_stated_at, before) ELSE n.active_stated_at END,
    n.active = CASE WHEN row.active IS NOT NULL AND (n.active IS NULL OR row.stated_at >= coalesce(n.active_stated_at, before)) THEN row.active ELSE n.active END,
    n.stated_at = CASE WHEN late IS NULL THEN coalesce(row.stated_at, before) ELSE before END
