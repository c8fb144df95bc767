"""From which weight on a pair counts as one person, found without labels.

Even odds under the model, weight 0, is where an unbiased model makes as many mistakes of each kind. Two
things are known to bias it, and both can be seen in the data. A model that learned from few matches is a
guess: it has to be surer. And people who share family, address and birthday are not independent, so the model
is too sure of them: where several sources each hold a person once, pairs inside one source, weighed as if
they were across, show how often that happens. They never show that it is too doubtful. A source that knows
birth dates and telephone numbers has few pairs which look alike; held against one that knows names alone it
has many more, and below even odds hardly any of them is true.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import duckdb
import numpy as np

from graph.identity.model.identity_model import CAUTIOUS, IdentityModel, Threshold
from graph.identity.model.rates import Floats

CAUTION = 6.0
"""The threshold of a model without any evidence."""

ENOUGH_MATCHES = 300.0
"""With that many expected matches the caution is halved."""

DUPLICATE_FREE = 0.05
"""Sources hold a person once where pairs inside them link at less than this rate of pairs across them."""

FEWEST_LINKS = 200
"""Links across sources that it takes to compare rates."""

SURE = 0.9
"""The match probability from which a model is sure of a pair."""

STEPS = np.arange(0.0, 40.0, 0.5)
"""Thresholds that are compared."""


def find_threshold(connection: duckdb.DuckDBPyConnection, model: IdentityModel) -> Threshold:
    """The threshold for the scored table `links`, with its method and the figures it rests on."""
    matches = model.match_share * model.records * (model.records - 1) / 2
    cautious = caution(matches)
    figures = {"expected_matches": round(matches, 1), "caution": round(cautious, 2)}
    rates = _link_rates(connection, _across(model))
    found = _threshold_by_sources(rates) if rates else None
    return found or Threshold(cautious, CAUTIOUS, figures)


def caution(matches: float) -> float:
    """The threshold, in bits, of a model for which so many matches speak."""
    return CAUTION / (1 + matches / ENOUGH_MATCHES)


def _across(model: IdentityModel) -> float:
    """By how many bits a pair weighs more for being across sources."""
    bits = [math.log2(m / u) for m, u in model.rates.get("source", {}).values()]
    return bits[1] - bits[0] if bits else 0.0


@dataclass(frozen=True)
class _Rates:
    """Numbers of links from each step on: inside sources, inside as if they were across, and across; `ratio`
    is how many pairs there are across sources for one inside."""

    within: Floats
    as_across: Floats
    across: Floats
    ratio: float


def _link_rates(connection: duckdb.DuckDBPyConnection, more: float) -> _Rates | None:
    """The rates where a pair weighs so many bits `more` across sources; None for a single source."""
    sizes = [
        size
        for (size,) in connection.execute(
            "SELECT count(*) FROM features GROUP BY source ORDER BY source"
        ).fetchall()
    ]
    inside = sum(size * (size - 1) / 2 for size in sizes)
    if len(sizes) < 2 or not inside:
        return None
    total = sum(sizes)
    found = connection.execute(
        """SELECT weight, l.source = r.source AS same FROM links
        JOIN features AS l ON l.record_id = record_l JOIN features AS r ON r.record_id = record_r"""
    ).fetchnumpy()
    weights, same = np.asarray(found["weight"], dtype=np.float64), np.asarray(found["same"], dtype=np.bool_)
    return _Rates(
        _from_step_on(weights[same]),
        _from_step_on(weights[same] + more),
        _from_step_on(weights[~same]),
        (total * (total - 1) / 2 - inside) / inside,
    )


def _from_step_on(weights: Floats) -> Floats:
    ordered = np.sort(weights)
    return (len(ordered) - np.searchsorted(ordered, STEPS)).astype(np.float64)


def _threshold_by_sources(rates: _Rates) -> Threshold | None:
    """The step with the highest expected F1, false links across estimated from those inside sources; None
    where sources hold duplicates, or links are too few to tell."""
    across, false = rates.across, rates.as_across * rates.ratio
    strongest_half = int(np.searchsorted(-across, -across[0] / 2))
    sure = min(strongest_half, len(STEPS) - 1)
    if across[0] < FEWEST_LINKS or false[sure] > DUPLICATE_FREE * across[sure]:
        return None
    true = np.maximum(across - false, 0.0)
    f1 = 2 * true / np.maximum(across + rates.within + true.max(), 1.0)
    best = int(f1.argmax())
    figures = {
        "expected_f1": round(float(f1[best]), 4),
        "links_inside_sources": float(rates.within[best]),
        "links_across_sources": float(across[best]),
    }
    return Threshold(float(STEPS[best]), "links inside sources that hold a person once", figures)
