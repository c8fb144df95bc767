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
from graph.analytics.networks.leiden import Ties
from graph.analytics.networks.partition import parted
from graph.files.whole_file import whole_file

SHOWN = 50
"""Communities, and bridges, that the report describes."""
NAMES = ("community", "bridging")


def score_communities(ground: ScoreGround) -> int:
    """Write the community of everybody in the network, and how far they bridge several; returns how many
    communities there are."""
    network, ties = ground.network, ground.network.ties
    labels, modularity, stable = parted(ground.folder / "partition.npz", ties, len(network.ids))
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
        "stability": stable,
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


def _new_name(customer: str, taken: set[str]) -> str:
    name = hashlib.sha256(customer.encode()).hexdigest()[:10]
    return name if name not in taken else _new_name(f"{customer}+", taken)
