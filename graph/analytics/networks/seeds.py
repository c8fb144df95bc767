"""Whom to begin a campaign with, beside the simple rankings, with what each is expected to reach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from graph.analytics.arrays import Ints
from graph.analytics.forest import Forest
from graph.analytics.ground import ScoreGround
from graph.analytics.network import Network, StatementStanding
from graph.analytics.networks.influence import Seeds, forest_seeds, spread
from graph.analytics.networks.rankings import degree_discount, pagerank
from graph.analytics.networks.referrals import conversions
from graph.analytics.networks.sampled_influence import IncomingEdges, sampled_seeds

COUNT = 50
"""Seeds that are chosen; the first n of them are the choice of n."""
PRIOR, PRIOR_WEIGHT = 0.1, 20
"""Probability that a referral brings a customer before any is known, and for how many referrals it counts."""


@dataclass(frozen=True)
class Edges:
    """Who may reach whom among so many customers."""

    start: Ints
    end: Ints
    nodes: int


def score_seeds(ground: ScoreGround) -> int:
    """Put the best seeds into the report, over accepted referrals and over all that was stated; returns how
    many were chosen."""
    network, p = ground.network, probability(ground.network)
    exact = forest_seeds(network.forest, p, COUNT)
    ground.report["seeds"] = {
        "probability": p,
        "accepted": _described(network, exact) | {"beside": _beside(network.forest, p, len(exact.nodes))},
        "stated": _described(network, _over_stated(network, p)),
    }
    return len(exact.nodes)


def probability(network: Network) -> float:
    """The share of referrals that brought a customer who bought, drawn to 0.1 where few are known."""
    stated = int((network.referrer != network.referred).sum())
    return float((conversions(network).sum() + PRIOR * PRIOR_WEIGHT) / (stated + PRIOR_WEIGHT))


def _over_stated(network: Network, p: float) -> Seeds:
    others = network.standing != list(StatementStanding).index(StatementStanding.SELF)
    edges = IncomingEdges.of(network.referrer[others], network.referred[others], len(network.ids))
    return sampled_seeds(edges, p, COUNT)


def _beside(forest: Forest, p: float, k: int) -> dict[str, float]:
    """The exact spread of as many seeds by simple rankings."""
    brought = np.flatnonzero(forest.parent >= 0)
    edges = Edges(forest.parent[brought], brought, len(forest.parent))
    ranked = {
        "degree": np.argsort(-forest.children, kind="stable")[:k],
        "degree_discount": np.array(degree_discount(edges.start, edges.end, edges.nodes, p, k), np.int64),
        "pagerank": np.argsort(-pagerank(edges.start, edges.end, edges.nodes), kind="stable")[:k],
    }
    return {name: round(spread(forest, nodes, p), 4) for name, nodes in ranked.items()}


def _described(network: Network, found: Seeds) -> dict[str, Any]:
    return {
        "customers": [network.ids[node] for node in found.nodes],
        "spreads": [round(value, 4) for value in found.spreads],
        "intervals": [[round(end, 4) for end in interval] for interval in found.intervals],
        "bound": round(found.bound, 4),
        "samples": found.samples,
    }
