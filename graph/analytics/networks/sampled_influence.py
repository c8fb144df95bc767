"""The best customers to begin a campaign with in any network: reverse-reachable sets, as many as it takes.

OPIM-C (Tang, Tang, Xiao and Yuan 2018): sets are doubled until a lower bound of what the chosen reach, from
sets that had no part in choosing, comes within 1 - 1/e - EPSILON of an upper bound of what any could.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, e, lgamma, log, log2, sqrt

import numpy as np

from graph.analytics.arrays import Ints
from graph.analytics.forest import ranges
from graph.analytics.networks.influence import Seeds

EPSILON = 0.1
DELTA = 0.01
"""Probability with which the bounds may not hold."""
BATCH = 1 << 16
"""Sets that are drawn at once."""


@dataclass(frozen=True)
class IncomingEdges:
    """Who may reach each customer, in one step: sources of node v are `sources[begins[v]:begins[v + 1]]`."""

    begins: Ints
    sources: Ints

    @classmethod
    def of(cls, start: Ints, end: Ints, nodes: int) -> IncomingEdges:
        """The directed network of these edges, each counted once."""
        edges = np.unique(end * nodes + start)
        return cls(np.searchsorted(edges // max(nodes, 1), np.arange(nodes + 1)), edges % max(nodes, 1))

    @property
    def nodes(self) -> int:
        """How many customers there are."""
        return len(self.begins) - 1


@dataclass(frozen=True)
class ReachableSets:
    """Reverse-reachable sets: set i holds the nodes `members[begins[i]:begins[i + 1]]`."""

    begins: Ints
    members: Ints

    def __len__(self) -> int:
        return len(self.begins) - 1

    def __add__(self, other: ReachableSets) -> ReachableSets:
        begins = np.concatenate((self.begins, other.begins[1:] + self.begins[-1]))
        return ReachableSets(begins, np.concatenate((self.members, other.members)))

    def hits(self, chosen: Sequence[int], nodes: int) -> list[int]:
        """How many sets hold any of the first of the nodes that were chosen among so many, of the first two,
        and so on."""
        places = np.full(nodes, len(chosen))
        np.minimum.at(places, np.array(chosen, np.int64), np.arange(len(chosen)))
        first = np.minimum.reduceat(places[self.members], self.begins[:-1])
        counts: list[int] = np.cumsum(np.bincount(first, minlength=len(chosen))[: len(chosen)]).tolist()
        return counts


def draw(network: IncomingEdges, p: float, count: int, rng: np.random.Generator) -> ReachableSets:
    """Sets of those who would have reached a customer drawn at random, each edge passing on with p."""
    found = ReachableSets(np.zeros(1, np.int64), np.zeros(0, np.int64))
    for begin in range(0, count, BATCH):
        found = found + _draw(network, p, min(BATCH, count - begin), rng)
    return found


def _draw(network: IncomingEdges, p: float, count: int, rng: np.random.Generator) -> ReachableSets:
    nodes = network.nodes
    level = np.arange(count) * nodes + rng.integers(0, nodes, count)  # set and node in one number
    seen = level
    while len(level):
        begins, ends = network.begins[level % nodes], network.begins[level % nodes + 1]
        edges = ranges(begins, ends)
        owner = np.repeat(level // nodes, ends - begins)
        live = rng.random(len(edges)) < p
        reached = np.unique(owner[live] * nodes + network.sources[edges[live]])
        level = np.setdiff1d(reached, seen, assume_unique=True)
        seen = np.union1d(seen, level)
    return ReachableSets(np.searchsorted(seen // nodes, np.arange(count + 1)), seen % nodes)


def cover(sets: ReachableSets, nodes: int, k: int) -> tuple[list[int], list[int], int]:
    """Greedy choice of k nodes, how many sets each more makes it, and a bound of what any k can hit."""
    counts = np.bincount(sets.members, minlength=nodes)
    order = np.argsort(sets.members, kind="stable")
    begins = np.concatenate(([0], np.cumsum(counts)))
    owner = np.repeat(np.arange(len(sets)), np.diff(sets.begins))[order]
    covered, chosen, hits = np.zeros(len(sets), bool), list[int](), list[int]()
    for _ in range(min(k, nodes)):
        node = int(np.argmax(counts))
        hits.append((hits[-1] if hits else 0) + int(counts[node]))
        new = owner[begins[node] : begins[node + 1]]
        new = new[~covered[new]]
        covered[new] = True
        np.subtract.at(counts, sets.members[ranges(sets.begins[new], sets.begins[new + 1])], 1)
        counts[node] = -1 if node in chosen else 0
        chosen.append(node)
    left = np.sort(counts)[::-1][:k]
    return chosen, hits, (hits[-1] if hits else 0) + int(left.clip(0).sum())


def sampled_seeds(network: IncomingEdges, p: float, k: int, seed: int = 1) -> Seeds:
    """The k seeds that OPIM-C finds, with an interval for the spread of each first few and a bound for any
    k."""
    nodes, k = network.nodes, min(k, network.nodes)
    if not k:
        return Seeds([], [], [], 0.0)
    rng = np.random.default_rng(seed)
    most, least = _most_sets(nodes, k), _least_sets(nodes, k)
    rounds = max(1, ceil(log2(most / least)))
    a = log(3 * rounds / DELTA)
    choosing, judging = (draw(network, p, ceil(least), rng) for _ in range(2))
    while True:
        chosen, hits, bound = cover(choosing, nodes, k)
        each, found = nodes / len(judging), judging.hits(chosen, nodes)
        best = min(float(nodes), _above(min(bound, hits[-1] / (1 - 1 / e)), a) * each)
        if _below(found[-1], a) * each >= (1 - 1 / e - EPSILON) * best or len(choosing) >= most:
            intervals = [
                (max(float(count), _below(hit, a) * each), min(float(nodes), _above(hit, a) * each))
                for count, hit in enumerate(found, 1)
            ]
            spreads = [max(float(count), hit * each) for count, hit in enumerate(found, 1)]
            return Seeds(chosen, spreads, intervals, best, 2 * len(choosing))
        choosing = choosing + draw(network, p, len(choosing), rng)
        judging = judging + draw(network, p, len(judging), rng)


def _below(hit: float, a: float) -> float:
    return (sqrt(hit + 2 * a / 9) - sqrt(a / 2)) ** 2 - a / 18


def _above(hit: float, a: float) -> float:
    return (sqrt(hit + a / 2) + sqrt(a / 2)) ** 2


def _most_sets(nodes: int, k: int) -> float:
    """As many as are enough in any case."""
    choices = lgamma(nodes + 1) - lgamma(k + 1) - lgamma(nodes - k + 1)
    part, sure = 1 - 1 / e, log(6 / DELTA)
    return 2 * nodes * (part * sqrt(sure) + sqrt(part * (choices + sure))) ** 2 / (EPSILON**2 * k)


def _least_sets(nodes: int, k: int) -> float:
    return max(1.0, _most_sets(nodes, k) * EPSILON**2 * k / nodes)
