"""Interests of customers: the weights of what they did, each halved as often as its half-life has passed.

s(t) = Σ w·0.5^((t − at)/half-life), the usual exponential decay. A score is kept with the time that it is of,
so that s(t') = s(t)·0.5^((t' − t)/half-life): one multiplication brings it to any other time. The scores of
one customer are all of one time, that of the latest signal, and may be compared and added up as they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from math import log2
from typing import Any

import duckdb
import orjson
import pyarrow as pa

from graph.behaviour.signals import SIGNALLING, purchases_sql, signals_sql
from graph.journal.reading.kinds import kinds_told
from graph.rules.interests import InterestRules, Signal

# Terms are rounded to decimals, whose sum does not depend on the order that they are added in.
_TERM = "(weight * 0.5 ** (date_diff('microsecond', s.\"at\", {until}) / $half_life))::DECIMAL(38, 12)"
_MEMBERS = "SELECT record_id, customer_id FROM assignments WHERE customer_id IN (FROM asked_customers)"


def _interests_sql(signals: str) -> str:
    """SQL for the interests that signals show, see `customer_interests`."""
    return f"""
    WITH members AS MATERIALIZED ({_MEMBERS}), shown AS MATERIALIZED (
        SELECT s.*, coalesce(named.weight, plain.weight) AS weight
        FROM ({signals}) AS s
        LEFT JOIN signal_weights AS plain ON plain.signal = s.signal AND plain.name IS NULL
        LEFT JOIN signal_weights AS named ON named.signal = s.signal AND named.name = s.name
        WHERE coalesce(named.weight, plain.weight) <> 0
        AND coalesce(s."at" <= $until::TIMESTAMPTZ, $until IS NULL)
    ), timed AS (
        SELECT *, max("at") OVER (PARTITION BY customer_id) AS until,
            max("at") OVER (PARTITION BY customer_id, label, id) AS latest
        FROM shown
    ), by_signal AS (
        SELECT customer_id, label, id, to_json(map_from_entries(list((signal, n) ORDER BY signal))) AS signals
        FROM (SELECT customer_id, label, id, signal, count(DISTINCT event) AS n FROM shown GROUP BY ALL)
        GROUP BY ALL
    ), summed AS (
        SELECT customer_id, label, id, sum({_TERM.format(until="until")})::DOUBLE AS score,
            sum({_TERM.format(until="latest")})::DOUBLE AS warmth, any_value(until) AS scored_at,
            count(DISTINCT (signal, event)) AS count, min("at") AS first_seen, max("at") AS last_seen
        FROM timed AS s GROUP BY customer_id, label, id
    )
    SELECT * EXCLUDE (warmth),
        CASE WHEN warmth > 0 THEN log2(warmth) + epoch_us(last_seen) / $half_life END AS heat
    FROM summed JOIN by_signal USING (customer_id, label, id) ORDER BY customer_id, label, id
"""  # noqa: S608 - SQL of this package


_SIGNALS, _PURCHASES = signals_sql("members"), purchases_sql("members")
_SHOWN_BY = {
    (True, True): _interests_sql(f"({_SIGNALS}) UNION ALL ({_PURCHASES})"),
    (True, False): _interests_sql(_SIGNALS),
    (False, True): _interests_sql(_PURCHASES),
}
"""The query by whether there are events that show interest, and orders: to ask for all takes long."""
_TEXT, _TIME = pa.string(), pa.timestamp("us", "UTC")
_COLUMNS: dict[str, pa.DataType] = {
    **dict.fromkeys(("customer_id", "label", "id"), _TEXT),
    "score": pa.float64(),
    "scored_at": _TIME,
    "count": pa.int64(),
    **dict.fromkeys(("first_seen", "last_seen"), _TIME),
    "signals": _TEXT,
    "heat": pa.float64(),
}
_NONE = pa.schema(_COLUMNS).empty_table()
_DAY = 86_400_000_000
_DECIMALS = 12


def customer_interests(
    connection: duckdb.DuckDBPyConnection,
    rules: InterestRules,
    customer_ids: Sequence[str],
    until: datetime | None = None,
) -> pa.Table:
    """The interests of the customers named, sorted: customer_id, label and id of the node, `score` as of
    `scored_at`, `heat`, `count` of what showed it, `first_seen`, `last_seen`, and `signals`: JSON, how often
    each signal did.

    `heat` is log2(score) plus the half-lives from 1970 until the time of that score: it orders scores of
    different times, however faint they are by now; null where the score is not positive. What is of later
    than `until` shows nothing, if one is given. Reads `assignments`, `orders` and `stored_events`, and takes
    the macros of `graph.identity.outcome.revenue`.
    """
    asked = pa.table({"customer_id": pa.array(customer_ids, pa.string())})
    connection.register("asked_customers", asked)
    connection.register("signal_weights", _weights(rules))
    params: dict[str, Any] = {"half_life": rules.half_life_days * _DAY, "until": until}
    signalling, ordered = kinds_told(connection, SIGNALLING, ("order",))
    if not signalling and not ordered:
        return _NONE
    if signalling:
        params["dwell_seconds"] = rules.dwell_seconds
    query = _SHOWN_BY[signalling, ordered]
    found: pa.Table = connection.sql(query, params=params).to_arrow_table()
    return found


def faded(score: float, at: datetime, until: datetime, half_life: timedelta) -> float:
    """What is left of a score of one time at another."""
    return float(score * 0.5 ** ((until - at) / half_life))


def grown(
    held: Mapping[str, Any] | None, more: Mapping[str, Any], until: datetime, half_life: timedelta
) -> dict[str, Any]:
    """An interest, if it was held before, with what shows it since, as of `until`."""
    parts = [it for it in (held, more) if it is not None]
    score = sum(faded(it["score"], it["scored_at"], until, half_life) for it in parts)
    latest = max(it["last_seen"] for it in parts)
    warmth = sum(_warmth(it, latest, half_life) for it in parts)
    warm = round(warmth, _DECIMALS) > 0
    return {
        **more,
        "score": round(score, _DECIMALS),
        "scored_at": until,
        "heat": log2(warmth) + latest.timestamp() / half_life.total_seconds() if warm else None,
        "count": sum(it["count"] for it in parts),
        "first_seen": min(it["first_seen"] for it in parts),
        "last_seen": latest,
        "signals": _summed([it["signals"] for it in parts]),
    }


def _warmth(interest: Mapping[str, Any], at: datetime, half_life: timedelta) -> float:
    """The score at a time, from the heat where there is one: that is as exact however faint the score is."""
    if interest["heat"] is None:
        return faded(interest["score"], interest["scored_at"], at, half_life)
    return float(2 ** (interest["heat"] - at.timestamp() / half_life.total_seconds()))


def _summed(counts: Sequence[str]) -> str:
    """Counts by signal, as JSON, added up."""
    added: dict[str, int] = {}
    for text in counts:
        for signal, count in orjson.loads(text).items():
            added[signal] = added.get(signal, 0) + count
    return orjson.dumps(added, option=orjson.OPT_SORT_KEYS).decode()


def _weights(rules: InterestRules) -> pa.Table:
    """Weight by signal, and by name for events that have one of their own."""
    signals: list[tuple[str, str | None, float]] = [
        (name, None, rules.weights.get(name, 0)) for name in Signal
    ]
    named = [(Signal.EVENT, name, weight) for name, weight in rules.events.items()]
    columns = zip(*signals, *named, strict=True)
    types = {"signal": pa.string(), "name": pa.string(), "weight": pa.float64()}
    arrays = [pa.array(column, type_) for column, type_ in zip(columns, types.values(), strict=True)]
    return pa.table(arrays, names=list(types))
