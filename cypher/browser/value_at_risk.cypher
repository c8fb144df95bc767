// name: browser/value_at_risk
// mode: read
// params:
// Value at risk. The twenty customers of whom most would be lost, how likely that is, and what to offer them.
MATCH (customer:Customer)
WHERE customer.value_at_risk > 0
WITH customer ORDER BY customer.value_at_risk DESC, customer.id LIMIT 20
OPTIONAL MATCH offer = (customer)-[may:MAY_BUY]->(:Product)
WHERE may.rank <= 3
RETURN customer, customer.value_at_risk AS at_risk, customer.churn_probability AS probability, offer
ORDER BY at_risk DESC, customer.id, may.rank
LIMIT 60
