"""What tells of leaving, as of any day: tables of signs and contracts, and the features made of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb
import numpy as np

from graph.analytics.arrays import Flags, Numbers
from graph.analytics.rounding import significant
from graph.journal.reading.contracts import ENDS, RUNNING
from graph.journal.reading.stated import edge_value, node_value

GRACE_DAYS = 30
"""Days after the end of a contract in which another one counts as its renewal."""

FEATURES = (
    "days_since_purchase",
    "days_since_first_purchase",
    "days_between_purchases",
    "times_overdue",
    "purchases_recent",
    "purchases_before",
    "spent_recent",
    "spent_before",
    "mean_value",
    "days_silent",
    "views_recent",
    "views_before",
    "events_recent",
    "events_before",
    "tickets_recent",
    "complaints_recent",
    "days_since_complaint",
    "contacts_recent",
    "responses_recent",
    "nps",
    "contracts",
    "monthly_fee",
    "days_since_contract",
)
"""What is known of a customer on a day; `recent` is the horizon before it, `before` as long before that."""

_DURATIONS = tuple(place for place, name in enumerate(FEATURES) if name.startswith("days_"))
_OVERDUE = FEATURES.index("times_overdue")

_DAY = "date_diff('day', DATE '1970-01-01', {}::DATE)"
_SIGNS = f"""
CREATE OR REPLACE TEMP TABLE signs AS
WITH told AS (
    SELECT m.customer_id, {_DAY.format('e."at"')} AS day, CASE
        WHEN e.kind IN ('page_view', 'product_view') THEN 'view' WHEN e.kind = 'event' THEN 'event'
        WHEN e.kind = 'ticket' AND {node_value("Ticket", "sentiment")} = 'negative' THEN 'complaint'
        WHEN e.kind = 'ticket' THEN 'ticket'
        WHEN {edge_value("RECEIVED", "outcome")} IN ('opened', 'clicked', 'converted') THEN 'response'
        ELSE 'contact' END AS sign
    FROM events AS e JOIN members AS m USING (record_id)
    WHERE e.kind IN ('page_view', 'product_view', 'event', 'ticket', 'campaign_contact')
    AND e."at" <= $as_of::TIMESTAMPTZ
)
SELECT customer_id, day, sign, count(*) AS times, 0.0::DOUBLE AS spent FROM told GROUP BY ALL
UNION ALL SELECT customer_id, day, 'purchase', orders, amount + credit FROM purchases
"""  # noqa: S608 - SQL of this package
_ANSWERS = f"""
CREATE OR REPLACE TEMP TABLE nps_answers AS
SELECT m.customer_id, {_DAY.format('e."at"')} AS day, {node_value("SurveyResponse", "score")} AS score
FROM events AS e JOIN members AS m USING (record_id)
WHERE e.kind = 'survey_answer' AND {node_value("SurveyResponse", "metric")} = 'nps'
AND e."at" <= $as_of::TIMESTAMPTZ
"""  # noqa: S608 - as above
# A contract that has ended, nobody says when, says nothing.
_TERMS = f"""
CREATE OR REPLACE TEMP TABLE contract_terms AS
WITH told AS (
    SELECT m.customer_id, c.starts_at, {ENDS} AS ends_at, {RUNNING} AS running, c.cancelled_at,
        (c.monthly_fee * r.rate)::DOUBLE AS fee
    FROM contracts AS c JOIN members AS m USING (record_id)
    LEFT JOIN currency_rates AS r ON r.currency = coalesce(c.currency, '')
)
SELECT customer_id, {_DAY.format("starts_at")} AS begins,
    {_DAY.format("ends_at")} AS ends, {_DAY.format("cancelled_at")} AS noticed, fee
FROM told WHERE starts_at IS NOT NULL AND (running OR ends_at IS NOT NULL)
"""  # noqa: S608 - as above

_FRAME = """
WITH acts AS (
    SELECT customer_id,
        max(day) FILTER (sign = 'purchase' AND times > 0) AS last_purchase,
        min(day) FILTER (sign = 'purchase' AND times > 0) AS first_purchase,
        count(*) FILTER (sign = 'purchase' AND times > 0) AS days,
        {counts},
        sum(round(spent * 10000)::BIGINT) FILTER (day > $cut - $recent) / 10000 AS spent_recent,
        sum(round(spent * 10000)::BIGINT) FILTER (day <= $cut - $recent AND day > $cut - 2 * $recent) / 10000
            AS spent_before,
        sum(round(spent * 10000)::BIGINT) / 10000 AS spent,
        max(day) AS last_sign, max(day) FILTER (sign = 'complaint') AS last_complaint
    FROM signs WHERE day <= $cut GROUP BY customer_id
), bound AS (
    SELECT customer_id, count(*) FILTER (begins <= $cut AND coalesce(ends, 99999999) > $cut) AS contracts,
        count(*) FILTER (begins <= $cut AND coalesce(ends, 99999999) > $cut AND noticed <= $cut) AS noticed,
        sum(round(fee * 10000)::BIGINT) FILTER (begins <= $cut AND coalesce(ends, 99999999) > $cut) / 10000
            AS monthly_fee,
        min(begins) FILTER (begins <= $cut AND coalesce(ends, 99999999) > $cut) AS bound_since,
        max(ends) FILTER (begins <= $cut AND ends <= $cut) AS last_end,
        count(*) FILTER (begins <= $cut + $ahead + $grace AND coalesce(ends, 99999999) > $cut + $ahead)
            AS kept,
        count(*) FILTER (begins > $cut AND begins <= $cut + $ahead) AS began
    FROM contract_terms GROUP BY customer_id
), answered AS (
    SELECT customer_id, arg_max(score, (day, score)) AS nps FROM nps_answers WHERE day <= $cut GROUP BY ALL
), later AS (
    SELECT DISTINCT customer_id, TRUE AS bought FROM signs
    WHERE sign = 'purchase' AND times > 0 AND day > $cut AND day <= $cut + $ahead
)
SELECT customer_id, $cut - last_purchase AS days_since_purchase,
    $cut - first_purchase AS days_since_first_purchase,
    CASE WHEN days > 1 THEN (last_purchase - first_purchase) / (days - 1) END AS days_between_purchases,
    CASE WHEN days > 1 THEN ($cut - last_purchase) / ((last_purchase - first_purchase) / (days - 1)) END
        AS times_overdue,
    {named}, coalesce(spent_recent, 0) AS spent_recent, coalesce(spent_before, 0) AS spent_before,
    spent / nullif(days, 0) AS mean_value, $cut - last_sign AS days_silent,
    $cut - last_complaint AS days_since_complaint, nps, coalesce(contracts, 0) AS contracts, monthly_fee,
    $cut - bound_since AS days_since_contract,
    coalesce(contracts > noticed, FALSE) AS bound,
    coalesce(contracts > 0 AND contracts = noticed, FALSE) AS noticed,
    coalesce(kept, 0) = 0 AS ended, NOT coalesce(bought, FALSE) AND coalesce(began, 0) = 0 AS stayed_away,
    last_purchase, last_end
FROM acts FULL JOIN bound USING (customer_id) LEFT JOIN answered USING (customer_id)
LEFT JOIN later USING (customer_id)
WHERE last_sign IS NOT NULL OR contracts > 0 OR last_end IS NOT NULL
ORDER BY customer_id
"""
_COUNTED = tuple(
    (name, name.rpartition("_")[0].removesuffix("s"), name.endswith("_recent"))
    for name in FEATURES
    if name.endswith(("_recent", "_before")) and not name.startswith("spent")
)


def _counts() -> str:
    periods = {True: "day > $cut - $recent", False: "day <= $cut - $recent AND day > $cut - 2 * $recent"}
    return ", ".join(
        f"sum(times) FILTER (sign = '{sign}' AND {periods[recent]}) AS {name}"
        for name, sign, recent in _COUNTED
    )


_SQL = _FRAME.format(counts=_counts(), named=", ".join(f"coalesce({n}, 0) AS {n}" for n, _, _ in _COUNTED))


@dataclass(frozen=True)
class Frame:
    """All who are known at the end of a day, sorted by id.

    `features` has the columns of `FEATURES`, NaN where not known. `bound` are those with a running contract
    of which no notice was given, `noticed` those who gave notice of all of theirs. Of the horizon after it:
    who `ended`, no contract runs at its end, nor begins within the grace period; who `stayed_away`, without
    a purchase or a new contract.
    """

    ids: list[str]
    features: Numbers
    bound: Flags
    noticed: Flags
    ended: Flags
    stayed_away: Flags
    last_purchase: Numbers
    last_end: Numbers

    def __getitem__(self, name: str) -> Numbers:
        return self.features[:, FEATURES.index(name)]


def rounded(features: Numbers) -> Numbers:
    """Features as reasons tell them: with two digits, from ten days on in tens, and how many times overdue in
    halves; what is so many days ago is another number each day."""
    found = significant(features)
    days = features[:, _DURATIONS]
    found[:, _DURATIONS] = np.where(days >= 10, np.round(days, -1), np.round(days))
    found[:, _OVERDUE] = np.round(2 * features[:, _OVERDUE]) / 2
    return found


def load_signs(connection: duckdb.DuckDBPyConnection, as_of: datetime | None) -> None:
    """Make `signs`, `nps_answers` and `contract_terms` of what was told up to a time; reads `purchases`,
    `events`, `contracts`, `members` and `currency_rates`."""
    connection.execute(_SIGNS, {"as_of": as_of})
    connection.execute(_ANSWERS, {"as_of": as_of})
    load_terms(connection)


def load_terms(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `contract_terms`; reads `contracts`, `members` and `currency_rates`."""
    connection.execute(_TERMS)


def frame_at(connection: duckdb.DuckDBPyConnection, day: int, horizon: int) -> Frame:
    """What was known at the end of a day (days since 1970), and what came in the horizon after it."""
    given: dict[str, Any] = {"cut": day, "recent": horizon, "ahead": horizon, "grace": GRACE_DAYS}
    rows = connection.execute(_SQL, given).fetchnumpy()
    numbers = {
        name: np.ma.filled(np.ma.asarray(rows[name], np.float64), np.nan)
        for name in (*FEATURES, "last_purchase", "last_end")
    }
    flags: dict[str, Any] = {
        name: np.asarray(rows[name], np.bool_) for name in ("bound", "noticed", "ended", "stayed_away")
    }
    return Frame(
        [str(id_) for id_ in rows["customer_id"]],
        np.array([numbers[name] for name in FEATURES]).T,
        last_purchase=numbers["last_purchase"],
        last_end=numbers["last_end"],
        **flags,
    )
