// name: read/most_at_risk
// mode: read
// params: first
// Customers by what would be lost if they left times the probability that they do; those whose value is not known last.
MATCH (c:Customer)
WHERE c.churn_probability IS NOT NULL
WITH c ORDER BY coalesce(c.value_at_risk, -1.0) DESC, c.churn_probability DESC, c.id LIMIT $first
RETURN c.id AS customer, c.churn_probability AS probability, c.churn_by AS by, c.churn_horizon_days AS days,
       c.value_at_risk AS value_at_risk, c.revenue_currency AS currency, c.churn_reasons AS reasons
