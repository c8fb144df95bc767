// name: analytics/scored_customers
// mode: read
// params: 
// Customers who have a score now.
// Generated from the model by `python -m graph.generate`.
MATCH (c:Customer)
WHERE c.advocacy IS NOT NULL
   OR c.advocacy_parts IS NOT NULL
   OR c.advocate_potential IS NOT NULL
   OR c.advocate_risk IS NOT NULL
   OR c.accepted_referrals IS NOT NULL
   OR c.converted_referrals IS NOT NULL
   OR c.self_referrals IS NOT NULL
   OR c.reach IS NOT NULL
   OR c.tree_depth IS NOT NULL
   OR c.downstream_revenue IS NOT NULL
   OR c.community IS NOT NULL
   OR c.bridging IS NOT NULL
   OR c.rfm_recency IS NOT NULL
   OR c.rfm_frequency IS NOT NULL
   OR c.rfm_monetary IS NOT NULL
   OR c.rfm_segment IS NOT NULL
   OR c.purchases IS NOT NULL
   OR c.purchase_value IS NOT NULL
   OR c.clv IS NOT NULL
   OR c.clv_low IS NOT NULL
   OR c.clv_high IS NOT NULL
   OR c.expected_purchases IS NOT NULL
   OR c.alive_probability IS NOT NULL
   OR c.churned_at IS NOT NULL
   OR c.churn_by IS NOT NULL
   OR c.churn_horizon_days IS NOT NULL
   OR c.churn_probability IS NOT NULL
   OR c.churn_reasons IS NOT NULL
   OR c.value_at_risk IS NOT NULL
   OR c.stage IS NOT NULL
   OR c.stage_since IS NOT NULL
   OR c.stage_steps IS NOT NULL
   OR c.activity IS NOT NULL
   OR c.activity_since IS NOT NULL
RETURN collect(c.id) AS ids
