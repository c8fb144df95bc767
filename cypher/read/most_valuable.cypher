// name: read/most_valuable
// mode: read
// params: first
// Customers of whom most is expected in the next twelve months.
MATCH (c:Customer)
WHERE c.clv IS NOT NULL
WITH c ORDER BY c.clv DESC, c.id LIMIT $first
RETURN c.id AS customer, c.clv AS clv, c.clv_low AS clv_low, c.clv_high AS clv_high, c.revenue_currency AS currency,
       c.expected_purchases AS expected_purchases, c.alive_probability AS alive_probability,
       c.rfm_segment AS rfm_segment
