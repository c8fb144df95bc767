"""How many pairs are one person, told by what they weigh."""

from __future__ import annotations

import duckdb
import numpy as np

from graph.identity.model.identity_model import IdentityModel
from graph.identity.model.teaching.lessons import sigmoid
from graph.identity.model.threshold import SURE

MOST = 0.3
"""No larger share of all pairs is one person."""

ROUNDS = 200
"""Most rounds; where pairs tell, it settles within twenty."""


def share_of_matches(connection: duckdb.DuckDBPyConnection, model: IdentityModel) -> float:
    """The share of matches among all pairs under which `links`, made under `model`, come to that share.

    Expectation maximisation of the share alone. Weights count how rare the values are that pairs share, which
    training does not see, so that namesakes are not taken for matches.
    """
    found = connection.execute("SELECT weight FROM links ORDER BY weight").fetchnumpy()["weight"]
    weights = np.asarray(found, dtype=np.float64)  # in an order that no names of keys have a part in
    pairs = model.records * (model.records - 1) / 2
    share, evidence = model.match_share, weights - _bits(model.match_share)
    for _ in range(ROUNDS):
        matches = float(sigmoid(evidence + _bits(share)).sum())
        before, share = share, float(np.clip(matches / max(pairs, 1), 1 / max(pairs, 4), MOST))
        if abs(share - before) < 1e-3 * before:
            break
    return share


def certain_matches(connection: duckdb.DuckDBPyConnection) -> float:
    """Of the true pairs that the probabilities of `links` come to, those that are sure."""
    [(certain,)] = connection.execute(
        "SELECT coalesce(sum(probability), 0) FROM links WHERE probability >= $sure", {"sure": SURE}
    ).fetchall()
    return round(float(certain), 6)  # whatever the order of summing


def _bits(share: float) -> float:
    return float(np.log2(share / (1 - share)))
