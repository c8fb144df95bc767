"""How far a campaign spreads from chosen customers: the independent cascade model (Kempe, Kleinberg and
Tardos 2003), exactly where referrals are a forest."""

from __future__ import annotations

import heapq
from dataclasses import dataclass

import numpy as np

from graph.analytics.arrays import Ints, Numbers
from graph.analytics.forest import Forest


@dataclass(frozen=True)
class Seeds:
    """Customers to begin with, the best first: `spreads` says of how many customers each more makes it.

    Each of these lies in its interval, from `intervals`; no choice of as many as all can be expected to reach
    more than `bound`. `samples` is 0 where it is exact.
    """

    nodes: list[int]
    spreads: list[float]
    intervals: list[tuple[float, float]]
    bound: float
    samples: int = 0


def spread(forest: Forest, seeds: Ints, p: float) -> float:
    """How many customers are expected to be reached from the seeds, themselves included; exact."""
    return float(_active(forest, seeds, p).sum())


def forest_seeds(forest: Forest, p: float, k: int) -> Seeds:
    """The k seeds that greedy choice finds: at least 63 % of the best possible, and `bound` tells how close.

    In a forest a customer is reached from the nearest seed above alone: whatever comes from further up comes
    over it. So a seed adds `(1 - p^d) W`: d the steps to the nearest seed above, W the sum of p^steps over
    those below who have no nearer one. Gains only shrink, so the largest old gain is tried first (CELF).
    """
    weight = forest.discounted(np.ones(len(forest.parent)), p)
    parent, chosen = forest.parent.tolist(), dict[int, float]()
    heap = [(-gain, node, 0) for node, gain in enumerate(weight.tolist())]
    heapq.heapify(heap)
    while heap and len(chosen) < k:
        _, node, known = heapq.heappop(heap)
        if known < len(chosen):
            heapq.heappush(heap, (-_gain(node, parent, chosen, weight, p), node, len(chosen)))
            continue
        gain = _gain(node, parent, chosen, weight, p)
        _take_below(node, parent, chosen, weight, p)
        chosen[node] = gain
    spreads = np.cumsum(list(chosen.values())).tolist()
    total = spreads[-1] if spreads else 0.0
    left = np.sort((1 - _active(forest, np.array(list(chosen), np.int64), p)) * weight)[::-1]
    intervals = [(value, value) for value in spreads]
    return Seeds(list(chosen), spreads, intervals, total + float(left[:k].sum()))


def _active(forest: Forest, seeds: Ints, p: float) -> Numbers:
    """The probability that each customer is reached."""
    active = np.zeros(len(forest.parent))
    active[seeds] = 1.0
    for nodes in forest.levels[1:]:
        active[nodes] = np.maximum(active[nodes], p * active[forest.parent[nodes]])
    return active


def _gain(node: int, parent: list[int], chosen: dict[int, float], weight: Numbers, p: float) -> float:
    above, reach = parent[node], p
    while above >= 0 and above not in chosen:
        above, reach = parent[above], reach * p
    return float(weight[node] * (1 - reach if above >= 0 else 1.0))


def _take_below(node: int, parent: list[int], chosen: dict[int, float], weight: Numbers, p: float) -> None:
    """Take what lies below a new seed from the weight of those above it, up to the next seed."""
    above, part = parent[node], p * weight[node]
    while above >= 0 and above not in chosen:
        weight[above] -= part
        above, part = parent[above], part * p
