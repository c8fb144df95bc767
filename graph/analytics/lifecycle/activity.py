"""Whether customers are active: new, returning, resurrected, dormant or lapsed, as of any day."""

from __future__ import annotations

import duckdb

from graph.rules.lifecycle import LifecycleRules

ACTIVITIES = ("new", "returning", "resurrected", "dormant", "lapsed")

# A contract is active as long as it runs. Spans of activity that follow each other in less than the
# days after which customers are dormant are one run; each run but the first one is a return from the dead.
_ACTIVITY = """
WITH told AS (
    SELECT customer_id, day AS starts, day AS ends FROM purchases WHERE orders > 0
    UNION SELECT customer_id, begins, coalesce(ends, $day) FROM contract_terms
), spans AS (
    SELECT customer_id, starts, greatest(least(ends, $day), starts) AS ends FROM told WHERE starts <= $day
), parted AS (
    SELECT *, max(ends) OVER (
        PARTITION BY customer_id ORDER BY starts, ends ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS before FROM spans
), runs AS (
    SELECT customer_id, max(starts) FILTER (before IS NULL OR starts - before >= $dormant) AS began,
        min(starts) AS first, max(ends) AS until
    FROM parted GROUP BY customer_id
), known AS (
    SELECT r.*, least(
        (SELECT min(s.starts) FROM spans AS s WHERE s.customer_id = r.customer_id AND s.starts > r.began),
        CASE WHEN r.until >= r.began + $dormant THEN r.began + $dormant END
    ) AS again FROM runs AS r
)
SELECT customer_id, CASE
        WHEN $day - until >= $lapsed THEN 'lapsed' WHEN $day - until >= $dormant THEN 'dormant'
        WHEN again IS NOT NULL THEN 'returning' WHEN began = first THEN 'new' ELSE 'resurrected'
    END AS activity, CASE activity
        WHEN 'lapsed' THEN until + $lapsed WHEN 'dormant' THEN until + $dormant
        WHEN 'returning' THEN again ELSE began
    END AS since
FROM known
"""
_COUNTS = f"SELECT activity, count(*) FROM ({_ACTIVITY}) GROUP BY ALL"  # noqa: S608 - SQL of this module


def activity_at(
    connection: duckdb.DuckDBPyConnection, rules: LifecycleRules, day: int
) -> dict[str, tuple[str, int]]:
    """By customer who ever bought or had a contract: the activity on a day (days since 1970), and the day
    since when; of `purchases` and `contract_terms`."""
    rows = connection.execute(_ACTIVITY, _given(rules, day)).fetchall()
    return {id_: (activity, since) for id_, activity, since in rows}


def activities_at(connection: duckdb.DuckDBPyConnection, rules: LifecycleRules, day: int) -> dict[str, int]:
    """How many customers had each activity on a day."""
    return dict(connection.execute(_COUNTS, _given(rules, day)).fetchall())


def _given(rules: LifecycleRules, day: int) -> dict[str, int]:
    return {"day": day, "dormant": rules.dormant_days, "lapsed": rules.lapsed_days}
