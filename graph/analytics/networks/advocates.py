"""Advocates: how strong each is and why, who may become one, who is about to leave."""

from __future__ import annotations

from typing import Any

import numpy as np
import orjson
import pyarrow as pa

from graph.analytics.arrays import Numbers
from graph.analytics.ground import ScoreGround
from graph.analytics.network import Network, StatementStanding
from graph.analytics.networks.cascades import converted
from graph.analytics.networks.weights import WEIGHTS

RECENCY_DAYS = 180
"""Days after which a referral counts half as recent."""
NAMES = ("advocacy", "advocacy_parts", "advocate_risk", "advocate_potential")

_FACTS = """
SELECT f.nps, coalesce(f.engagement, 0) AS voice, coalesce(f.revenue, 0) AS own,
    date_diff('second', f.last_seen, $as_of::TIMESTAMPTZ) / 86400.0 AS silent_days,
    date_diff('second', f.complained_at, $as_of::TIMESTAMPTZ) / 86400.0 AS complained_days
FROM network_nodes AS n LEFT JOIN customer_facts AS f USING (customer_id) ORDER BY n.node
"""
# Means of what is known of four signs, each from 0 to 1; purchases and voice count half at three.
_POTENTIAL = """
SELECT customer_id, round(list_avg(list_filter([
        nps / 10.0, purchases / (purchases + 3.0), engagement / (engagement + 3.0),
        CASE WHEN last_seen IS NOT NULL
            THEN 0.5 ** (greatest(date_diff('second', last_seen, $as_of::TIMESTAMPTZ), 0) / 86400.0 / 90) END
    ], lambda part: part IS NOT NULL)), 6) AS potential
FROM customer_facts ANTI JOIN known_advocates USING (customer_id)
WHERE (nps >= 9 OR engagement > 0) AND NOT coalesce(nps <= 6, FALSE)
"""


def score_advocates(ground: ScoreGround) -> int:
    """Write advocacy with its parts and the risk of leaving of those who brought somebody, and the potential
    of those who praise and brought nobody yet; returns how many advocates there are."""
    network = ground.network
    facts = ground.connection.execute(_FACTS, {"as_of": ground.as_of}).fetchnumpy()
    columns = {name: np.ma.filled(np.ma.asarray(facts[name], np.float64), np.nan) for name in facts}
    nodes = np.flatnonzero(network.forest.children)
    known = {name: column[nodes] for name, column in columns.items()}
    amounts = _amounts(ground, columns["own"])
    parts = advocacy_parts({name: values[nodes] for name, values in amounts.items()}, known)
    scores, risks = advocacy(parts), leaving(known, ground.rules.lifecycle.lapsed_days)
    rows = zip(scores, _shown(parts), risks, strict=True)
    values: dict[str, dict[str, Any]] = {
        network.ids[node]: dict(zip(NAMES, (*row, None), strict=True))
        for node, row in zip(nodes.tolist(), rows, strict=True)
    }
    count = len(values)
    values |= _potentials(ground, list(values))
    ground.write(NAMES, values)
    return count


def advocacy_parts(amounts: dict[str, Numbers], known: dict[str, Numbers]) -> dict[str, Numbers]:
    """The parts of the score, each from 0 to 1, NaN where nothing is known.

    Reach, conversions, revenue and voice are the place among all advocates, recency halves every 180 days,
    NPS is the latest answer out of ten.
    """
    places = {name: places_of(amounts[name]) for name in ("reach", "conversions", "revenue")}
    return {
        **places,
        "nps": known["nps"] / 10,
        "voice": places_of(known["voice"]),
        "recency": 0.5 ** (np.maximum(amounts["days"], 0) / RECENCY_DAYS),
    }


def advocacy(parts: dict[str, Numbers]) -> list[float]:
    """The weighted mean of the parts that are known."""
    weights = np.array([WEIGHTS[name] for name in parts])[:, None]
    stacked = np.array(list(parts.values()))
    present = ~np.isnan(stacked)
    means = (np.where(present, stacked, 0) * weights).sum(0) / (present * weights).sum(0)
    return [round(float(mean), 6) for mean in means]


def places_of(values: Numbers) -> Numbers:
    """The share of the positive values that are no greater, equal ones in the middle; 0 for what is not
    positive."""
    # As scipy.stats.rankdata, whose import takes longer than most scores do.
    places, positive = np.zeros(len(values)), values > 0
    _, which, counts = np.unique(values[positive], return_inverse=True, return_counts=True)
    middles = np.cumsum(counts) - (counts - 1) / 2
    places[positive] = middles[which] / max(positive.sum(), 1)
    return places


def leaving(known: dict[str, Numbers], lapsed_days: float) -> list[float]:
    """The risk of leaving, from three signs taken as independent: silence beyond half the time after which a
    customer counts as lapsed, halving the rest with every further half; a detractor's answer, 0.5; a negative
    ticket of the last 90 days, 0.3."""
    half = lapsed_days / 2
    silence = 1 - 0.5 ** (np.maximum(np.nan_to_num(known["silent_days"]) - half, 0) / half)
    detractor = np.where(known["nps"] <= 6, 0.5, 0.0)
    complaint = np.where(known["complained_days"] <= 90, 0.3, 0.0)
    risks = 1 - (1 - silence) * (1 - detractor) * (1 - complaint)
    return [round(float(risk), 6) for risk in risks]


def _amounts(ground: ScoreGround, own: Numbers) -> dict[str, Numbers]:
    network, forest = ground.network, ground.network.forest
    return {
        "reach": (forest.size - 1).astype(np.float64),
        "conversions": converted(network).astype(np.float64),
        "revenue": np.round(forest.total(own) - own, 4),  # or equal sums would have places of their own
        "days": _days_since(network, ground),
    }


def _days_since(network: Network, ground: ScoreGround) -> Numbers:
    """Days since each customer brought somebody last."""
    accepted = network.having(StatementStanding.ACCEPTED)
    at = network.statements.column("at").cast(pa.timestamp("us", tz="UTC")).cast(pa.int64()).to_numpy()
    latest = np.full(len(network.ids), np.iinfo(np.int64).min // 2)
    np.maximum.at(latest, network.referrer[accepted], at[accepted])
    now = ground.as_of.timestamp() * 1e6 if ground.as_of else 0.0
    days: Numbers = (now - latest) / 86_400e6
    return days


def _potentials(ground: ScoreGround, advocates: list[str]) -> dict[str, dict[str, Any]]:
    ground.connection.register("known_advocates", pa.table({"customer_id": pa.array(advocates, pa.string())}))
    rows = ground.connection.execute(_POTENTIAL, {"as_of": ground.as_of}).fetchall()
    ground.connection.unregister("known_advocates")
    empty = dict.fromkeys(NAMES)
    return {id_: empty | {"advocate_potential": potential} for id_, potential in rows}


def _shown(parts: dict[str, Numbers]) -> list[str]:
    """The parts as JSON, which has no NaN: orjson writes null for it."""
    columns = [np.round(part, 6).tolist() for part in parts.values()]
    return [orjson.dumps(dict(zip(parts, row, strict=True))).decode() for row in zip(*columns, strict=True)]
