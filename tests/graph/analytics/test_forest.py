"""Sums over trees of referrals, against plain networkx."""

import networkx as nx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analytics.forest import Forest
from tests.graph.analytics.support import as_networkx, forests
from tests.support.budget import examples


@settings(max_examples=examples(50), deadline=None)
@given(forests(), st.integers(0, 4))
def test_every_sum_is_that_of_networkx(forest: Forest, steps: int) -> None:
    graph = as_networkx(forest)
    for node in graph:
        below = nx.single_source_shortest_path_length(graph, node)
        assert forest.size[node] == len(below)
        assert forest.height[node] == max(below.values())
        assert forest.children[node] == graph.out_degree(node)
        assert forest.within(steps)[node] == sum(0 < distance <= steps for distance in below.values())
        assert forest.root[node] in nx.ancestors(graph, node) | {node}
        assert graph.in_degree(int(forest.root[node])) == 0
        assert forest.discounted(np.ones(len(graph)), 0.5)[node] == sum(0.5**d for d in below.values())


@settings(max_examples=examples(50), deadline=None)
@given(forests())
def test_structural_virality_is_the_mean_distance_of_pairs(forest: Forest) -> None:
    graph = as_networkx(forest)
    for node in graph:
        tree = graph.subgraph([node, *nx.descendants(graph, node)]).to_undirected()
        expected = nx.average_shortest_path_length(tree) if len(tree) > 1 else 0.0
        assert abs(forest.virality[node] - expected) < 1e-9


@settings(max_examples=examples(50), deadline=None)
@given(forests())
def test_the_width_of_a_tree_is_its_largest_level(forest: Forest) -> None:
    graph = as_networkx(forest)
    for root in np.flatnonzero(forest.parent < 0).tolist():
        levels = list(nx.bfs_layers(graph, root))
        assert forest.width[root] == max(map(len, levels))


def test_a_chain_of_thousands_and_an_empty_forest_are_no_trouble() -> None:
    chain = Forest(np.arange(-1, 4_999, dtype=np.int64))

    assert (chain.size[0], chain.height[0], chain.width[0]) == (5_000, 4_999, 1)
    assert abs(chain.virality[0] - 5_001 / 3) < 1e-6  # the mean distance in a path of n is (n + 1) / 3
    assert len(Forest(np.zeros(0, np.int64)).width) == 0
