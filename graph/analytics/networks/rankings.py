"""Simple rankings to hold chosen seeds against: degree discount and PageRank."""

from __future__ import annotations

import heapq

import numpy as np
from numpy.typing import NDArray

from graph.analytics.arrays import Ints
from graph.analytics.networks.sampled_influence import IncomingEdges

DAMPING = 0.85


def degree_discount(start: Ints, end: Ints, nodes: int, p: float, k: int) -> list[int]:
    """The k nodes of highest degree, discounted for neighbours that are chosen already (Chen, Wang and Yang
    2009): of degree d with t chosen neighbours, d - 2t - (d - t) t p."""
    low, high = np.minimum(start, end), np.maximum(start, end)
    around = IncomingEdges.of(np.concatenate((low, high)), np.concatenate((high, low)), nodes)
    degree = np.diff(around.begins)
    taken, chosen = np.zeros(nodes, np.int64), list[int]()
    heap = [(-value, node) for node, value in enumerate(degree.tolist())]
    heapq.heapify(heap)
    marked = set[int]()
    while heap and len(chosen) < k:
        value, node = heapq.heappop(heap)
        d, t = int(degree[node]), int(taken[node])
        now = d - 2 * t - (d - t) * t * p
        if node in marked:
            continue
        if -value > now:
            heapq.heappush(heap, (-now, node))
            continue
        chosen.append(node)
        marked.add(node)
        taken[around.sources[around.begins[node] : around.begins[node + 1]]] += 1
    return chosen


def pagerank(start: Ints, end: Ints, nodes: int) -> NDArray[np.float64]:
    """PageRank (Page, Brin, Motwani and Winograd 1999, damping 0.85) on the reversed edges: bringing those
    who bring others counts more."""
    import rustworkx as rx  # takes long

    graph = rx.PyDiGraph(multigraph=False)
    graph.add_nodes_from(range(nodes))
    graph.add_edges_from_no_data(list(zip(end.tolist(), start.tolist(), strict=True)))
    ranks = rx.pagerank(graph, alpha=DAMPING, tol=1e-10, max_iter=1000)
    return np.array([ranks[node] for node in range(nodes)])
