"""Scores: what is worked out of customers beside each other, and the query that reads it."""

from cypher import Mode, Query
from graph.model.personal import Personal
from graph.model.types import Property, decimal, integer, money, text, time

NETWORK_PROPERTIES: tuple[Property, ...] = (
    decimal("advocacy", "Advocate score, 0 to 1, of those who brought somebody; docs/networks.md"),
    text(
        "advocacy_parts", "JSON: the parts of the advocate score, 0 to 1, null where not known", Personal.NOT
    ),
    decimal("advocate_potential", "How near a customer who praises is to bringing others, 0 to 1"),
    decimal("advocate_risk", "Risk that an advocate leaves, 0 to 1"),
    integer("accepted_referrals", "People this customer brought, each counted for one referrer"),
    integer("converted_referrals", "Those of them who have bought: ordered, or signed a contract"),
    integer("self_referrals", "Times that the customer is said to have brought themselves"),
    integer("reach", "Everybody brought, directly or over others"),
    integer("tree_depth", "Longest chain of referrals below"),
    money("downstream_revenue", "Revenue of everybody brought, directly or over others"),
    text("community", "Community of customers who refer each other", Personal.NOT, indexed=True),
    decimal("bridging", "How evenly the referrals spread over communities, 0 to 1; null for one alone"),
)
"""What the referral network says of a customer; scores of `graph.analytics`."""

VALUE_PROPERTIES: tuple[Property, ...] = (
    integer("rfm_recency", "Score of the days since the last purchase, 1 to 5, 5 the best; docs/insight.md"),
    integer("rfm_frequency", "Score of the number of purchases, 1 to 5"),
    integer("rfm_monetary", "Score of the mean value of a purchase, 1 to 5; null where no amount is known"),
    text(
        "rfm_segment", "What customers of this recency and frequency are called, as `at_risk`", Personal.NOT
    ),
    integer("purchases", "Purchases of the last two years: orders that came to something"),
    money("purchase_value", "Their mean value less credits, in `revenue_currency`"),
    money("clv", "Value expected in the next twelve months, discounted, in `revenue_currency`"),
    money("clv_low", "10th percentile of that value"),
    money("clv_high", "90th percentile of that value"),
    decimal("expected_purchases", "Days with purchases that are expected in the next twelve months"),
    decimal("alive_probability", "Probability that somebody who bought is a customer still, 0 to 1"),
)
"""What customers are worth; scores of `graph.analytics.value`."""

CHURN_PROPERTIES: tuple[Property, ...] = (
    time(
        "churned_at",
        "When somebody left: no renewal, or no purchase for the horizon; docs/insight.md",
    ),
    text("churn_by", "What leaving is told by: `contract` or `purchases`", Personal.NOT),
    integer("churn_horizon_days", "Within how many days the probability is of leaving"),
    decimal("churn_probability", "Probability of leaving within the horizon, 0 to 1; 1 once notice is given"),
    text("churn_reasons", "JSON: the strongest reasons, with what each adds to the log-odds", Personal.NOT),
    money("value_at_risk", "That probability times the value of twelve months, in `revenue_currency`"),
)
"""Who has left, and who is likely to; scores of `graph.analytics.churn`."""

LIFECYCLE_PROPERTIES: tuple[Property, ...] = (
    text(
        "stage",
        "How far a customer came: `subscriber`, `lead`, `customer`, `loyal`, `advocate`; docs/insight.md",
        Personal.NOT,
    ),
    time("stage_since", "When that was"),
    text("stage_steps", "JSON: the stages reached, each with its time and cause", Personal.NOT),
    text(
        "activity",
        "Of those who bought: `new`, `returning`, `resurrected`, `dormant` or `lapsed`",
        Personal.NOT,
    ),
    time("activity_since", "Since when that is so"),
)
"""How far customers came, and whether they are active; scores of `graph.analytics.lifecycle`."""

SCORE_PROPERTIES: tuple[Property, ...] = (
    *NETWORK_PROPERTIES,
    *VALUE_PROPERTIES,
    *CHURN_PROPERTIES,
    *LIFECYCLE_PROPERTIES,
)
"""What is worked out of customers beside each other, and written by `graph.analytics`."""


def scored_customers() -> Query:
    """The ids of customers with any score, in one list."""
    there = "\n   OR ".join(f"c.{each.name} IS NOT NULL" for each in SCORE_PROPERTIES)
    text = f"MATCH (c:Customer)\nWHERE {there}\nRETURN collect(c.id) AS ids"
    return Query("analytics/scored_customers", Mode.READ, (), "Customers who have a score now.", text)
