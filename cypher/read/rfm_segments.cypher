// name: read/rfm_segments
// mode: read
// params:
// How many customers there are of each segment by recency and frequency, and what is expected of them.
MATCH (c:Customer)
WHERE c.rfm_segment IS NOT NULL
RETURN c.rfm_segment AS segment, count(*) AS customers, sum(c.clv) AS clv
ORDER BY customers DESC, segment
