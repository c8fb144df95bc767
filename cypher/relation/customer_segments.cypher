// name: relation/customer_segments
// mode: read
// params: first
// Segments that a customer is in now, by id.
MATCH (_start)-[_member:MEMBER_OF]->(_segment:Segment)
WHERE _member.valid_to IS NULL
WITH DISTINCT _segment
ORDER BY _segment.id
LIMIT $first
