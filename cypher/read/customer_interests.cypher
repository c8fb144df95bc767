// name: read/customer_interests
// mode: read
// params: ids, first
// Interests of customers: how often their records showed them, and the customer's score; the
// strongest first.
UNWIND $ids AS id
MATCH (:Customer {id: id})<-[resolves:RESOLVES_TO*0..1]-(n)-[shown:INTERESTED_IN]->(i:Interest)
WHERE all(edge IN resolves WHERE edge.valid_to IS NULL)
WITH id, i, max(shown.score) AS score, min(shown.first_seen) AS first_seen, max(shown.last_seen) AS last_seen,
     sum(CASE WHEN size(resolves) = 1 THEN shown.count ELSE 0 END) AS by_records,
     sum(CASE WHEN size(resolves) = 0 THEN shown.count ELSE 0 END) AS by_customer
WITH id, i, score, first_seen, last_seen, CASE WHEN by_records > 0 THEN by_records ELSE by_customer END AS times
ORDER BY coalesce(score, 0.0) DESC, times DESC, i.id
RETURN id, collect(i{
  .*, score: score, first_seen: first_seen, last_seen: last_seen, count: times
})[0..$first] AS items
