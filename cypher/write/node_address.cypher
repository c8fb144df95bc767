// name: write/node_address
// mode: write
// params: rows
// Write Address nodes: each property is as it was stated last.
// Generated from the model by `python -m graph.generate`.
UNWIND $rows AS row
MERGE (n:Address {value: row.value})
ON CREATE SET n += row
ON MATCH SET n.street_stated_at = CASE WHEN row.street IS NOT NULL AND (n.street IS NULL OR row.stated_at >= coalesce(n.street_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.street IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.street_stated_at, n.stated_at) ELSE n.street_stated_at END,
    n.street = CASE WHEN row.street IS NOT NULL AND (n.street IS NULL OR row.stated_at >= coalesce(n.street_stated_at, n.stated_at)) THEN row.street ELSE n.street END,
    n.house_number_stated_at = CASE WHEN row.house_number IS NOT NULL AND (n.house_number IS NULL OR row.stated_at >= coalesce(n.house_number_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.house_number IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.house_number_stated_at, n.stated_at) ELSE n.house_number_stated_at END,
    n.house_number = CASE WHEN row.house_number IS NOT NULL AND (n.house_number IS NULL OR row.stated_at >= coalesce(n.house_number_stated_at, n.stated_at)) THEN row.house_number ELSE n.house_number END,
    n.postal_code_stated_at = CASE WHEN row.postal_code IS NOT NULL AND (n.postal_code IS NULL OR row.stated_at >= coalesce(n.postal_code_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.postal_code IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.postal_code_stated_at, n.stated_at) ELSE n.postal_code_stated_at END,
    n.postal_code = CASE WHEN row.postal_code IS NOT NULL AND (n.postal_code IS NULL OR row.stated_at >= coalesce(n.postal_code_stated_at, n.stated_at)) THEN row.postal_code ELSE n.postal_code END,
    n.city_stated_at = CASE WHEN row.city IS NOT NULL AND (n.city IS NULL OR row.stated_at >= coalesce(n.city_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.city IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.city_stated_at, n.stated_at) ELSE n.city_stated_at END,
    n.city = CASE WHEN row.city IS NOT NULL AND (n.city IS NULL OR row.stated_at >= coalesce(n.city_stated_at, n.stated_at)) THEN row.city ELSE n.city END,
    n.country_stated_at = CASE WHEN row.country IS NOT NULL AND (n.country IS NULL OR row.stated_at >= coalesce(n.country_stated_at, n.stated_at)) THEN CASE WHEN row.stated_at < n.stated_at THEN row.stated_at END WHEN n.country IS NOT NULL AND row.stated_at > n.stated_at THEN coalesce(n.country_stated_at, n.stated_at) ELSE n.country_stated_at END,
    n.country = CASE WHEN row.country IS NOT NULL AND (n.country IS NULL OR row.stated_at >= coalesce(n.country_stated_at, n.stated_at)) THEN row.country ELSE n.country END,
    n.stated_at = CASE WHEN row.stated_at < n.stated_at THEN n.stated_at ELSE coalesce(row.stated_at, n.stated_at) END
