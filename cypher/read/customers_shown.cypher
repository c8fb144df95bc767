// name: read/customers_shown
// mode: read
// params: ids
// Customers by id with what tells one from another; ids that the graph does not have are left out.
UNWIND $ids AS asked
MATCH (:Customer {id: asked})-[:MERGED_INTO*0..50]->(c:Customer)
WHERE NOT (c)-[:MERGED_INTO]->()
RETURN asked, c.id AS id, coalesce(c.full_name, c.organization_name) AS name, c.birth_date AS birth_date,
  c.city AS city, c.country AS country, c.email AS email, c.phone AS phone
