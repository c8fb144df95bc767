"""Communities of customers who refer each other, kept under their ids from run to run, and their bridges."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from graph.analytics.arrays import Ints
from graph.analytics.ground import ScoreGround
from graph.analytics.network import Network
from graph.analytics.networks.leiden import Ties, leiden
from graph.files.whole_file import whole_file

SEED = 1
FURTHER_SEEDS, FURTHER_TIES = 9, 500_000
"""Runs under other seeds that stability is told from, as long as all of them together see no more ties."""
SHOWN = 50
"""Communities, and bridges, that the report describes."""
NAMES = ("community", "bridging")


def score_communities(ground: ScoreGround) -> int:
    """Write the community of everybody in the network, and how far they bridge several; returns how many
    communities there are."""
    network, ties = ground.network, ground.network.ties
    found, modularity = leiden(ties, SEED)
    labels = _by_node(found, len(network.ids))
    names = keep_ids(labels, network.ids, read_kept(ground.communities))
    bridging = participation(ties, labels)
    values = {
        network.ids[node]: {
            "community": names[label],
            "bridging": round(float(bridging[node]), 6) if bridging[node] else None,
        }
        for node, label in enumerate(labels.tolist())
        if label >= 0
    }
    ground.report["communities"] = {
        "count": len(names),
        "modularity": round(modularity, 6),
        "stability": stability(ties, labels),
        **_described(network, labels, names, bridging),
    }
    ground.write(NAMES, values)
    _keep(ground.communities, values)
    return len(names)


def keep_ids(labels: Ints, ids: list[str], before: dict[str, str]) -> dict[int, str]:
    """A name for each community: that of the earlier one that it shares most customers with, each given once;
    else a new one, after its first customer."""
    members = np.flatnonzero(labels >= 0).tolist()
    overlaps = Counter((int(labels[node]), before[ids[node]]) for node in members if ids[node] in before)
    names, given = dict[int, str](), set[str]()
    for (label, name), _ in sorted(overlaps.items(), key=lambda item: (-item[1], item[0][1], item[0][0])):
        if label not in names and name not in given:
            names[label] = name
            given.add(name)
    taken = given | set(before.values())
    for node in members:
        if (label := int(labels[node])) not in names:
            names[label] = _new_name(ids[node], taken)
            taken.add(names[label])
    return names


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


def participation(ties: Ties, labels: Ints) -> np.ndarray[Any, np.dtype[np.float64]]:
    """How evenly the ties of each node spread over communities (Guimerà and Amaral 2005): 1 less the sum of
    the squared shares; 0 for all in one."""
    low, high, weights = ties
    node, other, weight = (np.concatenate(pair) for pair in ((low, high), (high, low), (weights, weights)))
    groups, places = np.unique(node * (int(labels.max(initial=0)) + 1) + labels[other], return_inverse=True)
    shares = np.bincount(places, weights=weight, minlength=len(groups))
    owner = groups // (int(labels.max(initial=0)) + 1)
    total = np.bincount(node, weights=weight, minlength=len(labels))
    squares = np.bincount(owner, weights=(shares / total[owner]) ** 2, minlength=len(labels))
    return np.where(total > 0, 1 - squares, 0.0).round(9)


def read_kept(path: Path) -> dict[str, str]:
    """The community of each customer that an earlier run kept; empty before the first."""
    if not path.is_file():
        return {}
    table = pq.read_table(path)
    rows: list[dict[str, str]] = table.to_pylist()
    return {row["customer_id"]: row["community"] for row in rows}


def _keep(path: Path, values: dict[str, dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    names = [value["community"] for value in values.values()]
    table = pa.table(
        {"customer_id": pa.array(list(values), pa.string()), "community": pa.array(names, pa.string())}
    )
    with whole_file(path) as draft:
        pq.write_table(table, draft)


def _described(
    network: Network, labels: Ints, names: dict[int, str], bridging: np.ndarray[Any, Any]
) -> dict[str, Any]:
    low, high, weights = network.ties
    a, b = np.minimum(labels[low], labels[high]), np.maximum(labels[low], labels[high])
    count = max(len(names), 1)
    between, places = np.unique(a * count + b, return_inverse=True)
    sums = np.bincount(places, weights=weights, minlength=len(between)).astype(np.int64)
    sizes = np.bincount(labels[labels >= 0], minlength=count)
    shown = set(np.argsort(-sizes, kind="stable")[:SHOWN].tolist())
    cells = [
        (int(cell // count), int(cell % count), int(total)) for cell, total in zip(between, sums, strict=True)
    ]
    inner = {x: total for x, y, total in cells if x == y}
    crossing = np.bincount(
        np.concatenate((low, high)),
        weights=np.tile(weights * (labels[low] != labels[high]), 2),
        minlength=len(labels),
    )
    best = np.argsort(-(crossing * bridging), kind="stable")[:SHOWN]
    return {
        "largest": [
            {"id": names[label], "size": int(sizes[label]), "ties": inner.get(label, 0)}
            for label in sorted(shown, key=lambda label: (-sizes[label], names.get(label, "")))
            if label in names
        ],
        "between": [[names[x], names[y], total] for x, y, total in cells if x != y and {x, y} <= shown],
        "bridges": [
            {
                "customer": network.ids[node],
                "crossing": int(crossing[node]),
                "bridging": float(bridging[node]),
            }
            for node in best.tolist()
            if bridging[node] > 0
        ],
    }


def _by_node(found: dict[int, int], nodes: int) -> Ints:
    labels = np.full(nodes, -1, np.int64)
    labels[list(found)] = list(found.values())
    return labels


def _pairs(counts: np.ndarray[Any, Any]) -> float:
    return float((counts.astype(np.float64) * (counts - 1) / 2).sum())


def _new_name(customer: str, taken: set[str]) -> str:
    name = hashlib.sha256(customer.encode()).hexdigest()[:10]
    return name if name not in taken else _new_name(f"{customer}+", taken)
