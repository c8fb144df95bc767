"""Small random networks, and a ground that keeps what scores write."""

from collections.abc import Mapping

import networkx as nx
import numpy as np
from hypothesis import strategies as st

from graph.analytics.forest import Forest
from graph.analytics.ground import Ground, Values

MOST = 12


@st.composite
def forests(draw: st.DrawFn, most: int = MOST) -> Forest:
    """Forests whose nodes are in no order."""
    count = draw(st.integers(1, most))
    above = [draw(st.integers(-1, node - 1)) for node in range(count)]
    names = draw(st.permutations(range(count)))
    parent = np.full(count, -1, np.int64)
    for node, by in enumerate(above):
        if by >= 0:
            parent[names[node]] = names[by]
    return Forest(parent)


@st.composite
def graphs(draw: st.DrawFn, most: int = MOST) -> "nx.DiGraph[int]":
    """Directed graphs without loops."""
    count = draw(st.integers(2, most))
    node = st.integers(0, count - 1)
    edges = draw(st.lists(st.tuples(node, node), max_size=3 * count))
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from((a, b) for a, b in edges if a != b)
    return graph


def as_networkx(forest: Forest) -> "nx.DiGraph[int]":
    """The forest with edges from parents to children."""
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(len(forest.parent)))
    graph.add_edges_from((by, node) for node, by in enumerate(forest.parent.tolist()) if by >= 0)
    return graph


class Told(Ground):
    """Keeps what would be written."""

    written: Mapping[str, Values]

    def write(self, names: tuple[str, ...], values: Mapping[str, Values]) -> int:
        self.written = {customer: {name: row[name] for name in names} for customer, row in values.items()}
        return len(values)
