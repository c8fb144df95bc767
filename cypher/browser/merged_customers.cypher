// name: browser/merged_customers
// mode: read
// params:
// Merged customers. The latest customer ids that became aliases, and the customers they resolve to now.
MATCH alias = (:Customer)-[merged:MERGED_INTO]->(:Customer)
RETURN alias, merged.at AS at
ORDER BY at DESC
LIMIT 50
