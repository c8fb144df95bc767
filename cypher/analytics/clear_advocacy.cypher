// name: analytics/clear_advocacy
// mode: write
// params: ids
// Take the score from customers who are no advocates any more; ids are those who are.
MATCH (c:Customer)
WHERE c.advocacy IS NOT NULL AND NOT c.id IN $ids
SET c.advocacy = null
