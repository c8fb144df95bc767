"""Where the communities of a map stand in a picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from graph.analytics.arrays import Numbers
from graph.analytics.networks.tree_layout import Place

_SIDE = 640.0
_BETWEEN = 24.0
"""At least so much lies between two circles, that a line between them is seen."""
_TURNS = 500


def map_places(radii: Mapping[str, float], between: Sequence[tuple[str, str, float]]) -> dict[str, Place]:
    """The middle of each circle of a radius, near those that it has much between; none covers another."""
    import networkx as nx  # takes long

    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(radii)
    graph.add_weighted_edges_from(between)
    if len(graph) < 2:
        return dict.fromkeys(graph, (0.0, 0.0))
    found = nx.spring_layout(graph, seed=1, iterations=100)
    middles = np.array([found[name] for name in radii], np.float64) * _SIDE / 2
    moved = _apart(middles, np.array(list(radii.values()), np.float64))
    return {name: (float(x), float(y)) for name, (x, y) in zip(radii, moved, strict=True)}


def _apart(middles: Numbers, radii: Numbers) -> Numbers:
    """The middles, moved until no two circles are nearer than they may be."""
    least = radii[:, None] + radii[None, :] + _BETWEEN
    np.fill_diagonal(least, 0.0)
    for _ in range(_TURNS):
        way = middles[:, None, :] - middles[None, :, :]
        far = np.maximum(np.hypot(way[..., 0], way[..., 1]), 1e-9)
        lacking = np.maximum(least - far, 0.0)
        if not lacking.any():
            break
        middles = middles + (way / far[..., None] * (lacking / 2 + 1e-6 * (lacking > 0))[..., None]).sum(1)
    return middles
