// name: read/customer_segments
// mode: read
// params: ids, first
// Segments that customers are in now, by id.
UNWIND $ids AS id
MATCH (:Customer {id: id})-[member:MEMBER_OF]->(s:Segment)
WHERE member.valid_to IS NULL
WITH DISTINCT id, s
ORDER BY s.id
RETURN id, collect(s{.*})[0..$first] AS items
