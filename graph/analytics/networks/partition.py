"""The parts of the referral network that hold together, and how sure they are; the same ties, parted once."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from graph.analytics.arrays import Ints
from graph.analytics.keeping import Arrays, Kept, kept
from graph.analytics.networks.leiden import Ties, leiden
from graph.identity.fingerprint import fingerprint

SEED = 1
FURTHER_SEEDS, FURTHER_TIES = 9, 500_000
"""Runs under other seeds that stability is told from, as long as all of them together see no more ties."""

_COUNTS_BY = ("graspologic-native", "scipy", "numpy")


class Partition(NamedTuple):
    """By node its part, -1 for none; the modularity; and how stable the parts are, see `stability`."""

    labels: Ints
    modularity: float
    stability: dict[str, Any]


def parted(file: Path, ties: Ties, nodes: int) -> Partition:
    """The parts of so many nodes: those in the file if they are of these ties, else new ones, which take
    their place there."""
    return kept(Kept(file, _made_of(ties, nodes)), lambda: _part(ties, nodes), _arrays, _partition)


def _part(ties: Ties, nodes: int) -> Partition:
    found, modularity = leiden(ties, SEED)
    labels = _by_node(found, nodes)
    return Partition(labels, modularity, stability(ties, labels))


def _made_of(ties: Ties, nodes: int) -> str:
    program = fingerprint("networks", within=Path(__file__).parents[1])
    digest = hashlib.sha256(f"{program} {nodes} {[version(name) for name in _COUNTS_BY]}".encode())
    for each in ties:
        digest.update(f"{each.dtype} {each.shape}".encode() + np.ascontiguousarray(each).tobytes())
    return digest.hexdigest()


def _arrays(of: Partition) -> Arrays:
    return {"labels": of.labels, "told": np.array(json.dumps([of.modularity, of.stability]))}


def _partition(held: Arrays) -> Partition:
    return Partition(held["labels"], *json.loads(str(held["told"])))


def stability(ties: Ties, labels: Ints) -> dict[str, Any]:
    """How far runs under other seeds find the same communities: the mean and the least adjusted Rand index
    (Hubert and Arabie 1985), and how many runs there were."""
    runs = min(FURTHER_SEEDS, FURTHER_TIES // max(len(ties[0]), 1))
    places = np.flatnonzero(labels >= 0)
    others = [_by_node(leiden(ties, SEED + 1 + run)[0], len(labels)) for run in range(runs)]
    indexes = [adjusted_rand(labels[places], other[places]) for other in others]
    if not indexes:
        return {"seeds": 0, "mean": None, "least": None}
    return {"seeds": runs, "mean": round(sum(indexes) / runs, 6), "least": round(min(indexes), 6)}


def adjusted_rand(one: Ints, other: Ints) -> float:
    """Agreement of two partitions: 1 for the same, about 0 by chance."""
    if not len(one):
        return 1.0
    _, cells = np.unique(one * (int(other.max()) + 1) + other, return_counts=True)
    together, first, second = (_pairs(counts) for counts in (cells, np.bincount(one), np.bincount(other)))
    expected = first * second / max(_pairs(np.array([len(one)])), 1.0)
    largest = (first + second) / 2
    return 1.0 if largest == expected else (together - expected) / (largest - expected)


def _by_node(found: dict[int, int], nodes: int) -> Ints:
    labels = np.full(nodes, -1, np.int64)
    labels[list(found)] = list(found.values())
    return labels


def _pairs(counts: np.ndarray[Any, Any]) -> float:
    return float((counts.astype(np.float64) * (counts - 1) / 2).sum())
