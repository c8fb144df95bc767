"""What grew below each customer by accepted referrals, and what cascades look like."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from graph.analytics.ground import ScoreGround
from graph.analytics.network import Network, StatementStanding
from graph.analytics.networks.referrals import conversions

NAMES = ("accepted_referrals", "converted_referrals", "reach", "tree_depth", "downstream_revenue")
LARGEST = 20
"""Cascades that the report describes."""

_REVENUES = """
SELECT coalesce(f.revenue, 0.0) AS revenue FROM network_nodes AS n
LEFT JOIN customer_facts AS f USING (customer_id) ORDER BY n.node
"""


def score_cascades(ground: ScoreGround) -> int:
    """Write reach, depth, conversions and revenue below everybody who brought somebody; returns how many."""
    network, forest = ground.network, ground.network.forest
    revenue = np.asarray(ground.connection.execute(_REVENUES).fetchnumpy()["revenue"], np.float64)
    columns = (
        forest.children,
        converted(network),
        forest.size - 1,
        forest.height,
        np.round(forest.total(revenue) - revenue, 2),
    )
    nodes = np.flatnonzero(forest.children)
    rows = zip(*(column[nodes].tolist() for column in columns), strict=True)
    values = {
        network.ids[node]: dict(zip(NAMES, row, strict=True))
        for node, row in zip(nodes.tolist(), rows, strict=True)
    }
    ground.report["cascades"] = cascades(network)
    return ground.write(NAMES, values)


def converted(network: Network) -> np.ndarray[Any, np.dtype[np.int64]]:
    """How many of those whom each customer brought have bought."""
    by = network.referrer[network.having(StatementStanding.ACCEPTED)]
    return np.bincount(by, weights=conversions(network), minlength=len(network.ids)).astype(np.int64)


def cascades(network: Network) -> dict[str, Any]:
    """How many trees of referrals there are, how large they are, and the largest with their shape."""
    forest = network.forest
    roots = np.flatnonzero((forest.parent < 0) & (forest.size > 1))
    sizes = forest.size[roots]
    largest = roots[np.argsort(-sizes, kind="stable")][:LARGEST]
    found = pa.table(
        {
            "root": [network.ids[node] for node in largest.tolist()],
            "size": forest.size[largest],
            "depth": forest.height[largest],
            "width": forest.width[largest],
            "structural_virality": np.round(forest.virality[largest], 6),
        }
    )
    return {
        "count": len(roots),
        "customers": int(sizes.sum()),
        "mean_size": round(float(sizes.mean()), 4) if len(roots) else 0.0,
        "mean_structural_virality": round(float(forest.virality[roots].mean()), 6) if len(roots) else 0.0,
        "largest": found.to_pylist(),
    }
