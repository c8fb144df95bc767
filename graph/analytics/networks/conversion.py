"""How referrals multiply: K-factors of mature cohorts, and the time until those who were brought order."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from graph.analytics.ground import ScoreGround
from graph.analytics.network import StatementStanding

COHORT_DAYS = 90
"""Days after a customer's own start within which those they bring count for their cohort."""

# A cohort is everybody who started in one month; it is mature when the days are over for its last customer.
_COHORTS = """
CREATE OR REPLACE TEMP TABLE cohorts AS
SELECT month, customers, coalesce(last_day((month || '-01')::DATE) + (1 + $days)::INT
    <= ($as_of::TIMESTAMPTZ AT TIME ZONE 'UTC')::DATE, FALSE) AS mature
FROM (
    SELECT strftime(started_at AT TIME ZONE 'UTC', '%Y-%m') AS month, count(*) AS customers
    FROM customer_starts WHERE started_at IS NOT NULL GROUP BY ALL)
"""
_BROUGHT = """
CREATE OR REPLACE TEMP TABLE brought AS
SELECT strftime(r.started_at AT TIME ZONE 'UTC', '%Y-%m') AS month, s.channel, s.campaign,
    s."at" BETWEEN r.started_at AND r.started_at + to_days($days::INT) AS invited,
    s.accepted AND coalesce(b.started_at BETWEEN r.started_at AND r.started_at + to_days($days::INT), FALSE)
        AS counts,
    date_diff('second', r.started_at, b.started_at) / 86400.0 AS cycle_days
FROM network_statements AS s
JOIN network_nodes AS rn ON rn.node = s.referrer
JOIN customer_starts AS r ON r.customer_id = rn.customer_id AND r.started_at IS NOT NULL
JOIN network_nodes AS bn ON bn.node = s.referred
LEFT JOIN customer_starts AS b ON b.customer_id = bn.customer_id
WHERE s.referrer <> s.referred
"""
_COUNTS = """count(*) FILTER (invited) AS invitations, count(*) FILTER (counts) AS brought,
    median(cycle_days) FILTER (counts) AS cycle_days"""
_BY_MONTH = f"""
SELECT month AS name, any_value(customers) AS customers, any_value(mature) AS mature, {_COUNTS}
FROM cohorts LEFT JOIN brought USING (month) GROUP BY month ORDER BY month
"""  # noqa: S608 - SQL of this module
_OF_MATURE = f"""
SELECT {{name}} AS name, (SELECT coalesce(sum(customers), 0)::BIGINT FROM cohorts WHERE mature) AS customers,
    TRUE AS mature, {_COUNTS}
FROM brought SEMI JOIN (FROM cohorts WHERE mature) AS c USING (month)
GROUP BY ALL ORDER BY name NULLS LAST
"""  # noqa: S608 - as above
_WAITED = """
SELECT {name} AS name, count(*) AS accepted, count(days) AS converted, median(days) AS median_days,
    quantile_cont(days, 0.9) AS p90_days
FROM (
    SELECT channel, campaign, CASE WHEN first_purchase IS NOT NULL
        THEN greatest(date_diff('second', "at", first_purchase) / 86400.0, 0) END AS days
    FROM network_statements WHERE accepted)
GROUP BY ALL ORDER BY name NULLS LAST
"""
GROUPS = {"all": "NULL::VARCHAR", "channel": "channel", "campaign": "campaign"}


def score_conversion(ground: ScoreGround) -> int:
    """Put K-factors and times to conversion into the report; returns how many cohorts are mature."""
    network = ground.network
    accepted = pa.array([False] * len(network.standing)).to_numpy(zero_copy_only=False)
    accepted[network.having(StatementStanding.ACCEPTED)] = True
    stated = network.statements.append_column("accepted", pa.array(accepted))
    ground.connection.register("network_statements", stated)
    params: dict[str, Any] = {"days": COHORT_DAYS}
    ground.connection.execute(_COHORTS, params | {"as_of": ground.as_of})
    ground.connection.execute(_BROUGHT, params)
    months = _rows(ground, _BY_MONTH)
    ground.report["k_factors"] = {
        "month": [k_factor(row) for row in months],
        **{
            by: [k_factor(row) for row in _rows(ground, _OF_MATURE.format(name=n))]
            for by, n in GROUPS.items()
        },
    }
    ground.report["conversion"] = {by: _rows(ground, _WAITED.format(name=n)) for by, n in GROUPS.items()}
    ground.connection.unregister("network_statements")
    return sum(row["mature"] for row in months)


def k_factor(row: dict[str, Any]) -> dict[str, Any]:
    """The row with K, customers brought per customer of the cohort; with i and c, where K is i times c:
    invitations a customer, and the share of them that brought somebody. All null while immature.

    `amplification` is 1 / (1 - K): how many customers one brings in the end, itself included, while K < 1.
    """
    size, known = row["customers"], row["mature"] and row["customers"]
    k = row["brought"] / size if known else None
    return row | {
        "k": k,
        "invitations_each": row["invitations"] / size if known else None,
        "conversion": row["brought"] / row["invitations"] if known and row["invitations"] else None,
        "amplification": 1 / (1 - k) if k is not None and k < 1 else None,
    }


def _rows(ground: ScoreGround, sql: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ground.connection.sql(sql).to_arrow_table().to_pylist()
    return found
