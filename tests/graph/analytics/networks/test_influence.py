"""Spread of campaigns, against every possible outcome of small networks."""

from itertools import combinations, product

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analytics.forest import Forest
from graph.analytics.networks.influence import forest_seeds, spread
from graph.analytics.networks.rankings import degree_discount, pagerank
from graph.analytics.networks.sampled_influence import IncomingEdges, sampled_seeds
from tests.graph.analytics.support import as_networkx, forests, graphs
from tests.support.budget import examples

BOUND = 1 - 1 / np.e


def exact(graph: "nx.DiGraph[int]", seeds: "tuple[int, ...]", p: float) -> float:
    """The expected spread, over all outcomes of all edges."""
    edges, total = list(graph.edges), 0.0
    for live in product((False, True), repeat=len(edges)):
        happened = nx.DiGraph(edge for edge, it in zip(edges, live, strict=True) if it)
        happened.add_nodes_from(graph)
        reached = set(seeds).union(*(nx.descendants(happened, seed) for seed in seeds))
        total += p ** sum(live) * (1 - p) ** (len(edges) - sum(live)) * len(reached)
    return total


def best(graph: "nx.DiGraph[int]", k: int, p: float) -> float:
    return max(exact(graph, seeds, p) for seeds in combinations(graph, min(k, len(graph))))


@settings(max_examples=examples(30), deadline=None)
@given(forests(7), st.integers(1, 3), st.sampled_from([0.1, 0.5, 0.9]))
def test_seeds_of_a_forest_reach_exactly_what_is_said_and_almost_the_best(
    forest: Forest, k: int, p: float
) -> None:
    graph = as_networkx(forest)

    found = forest_seeds(forest, p, k)

    assert len(set(found.nodes)) == min(k, len(graph))
    for count, reached in enumerate(found.spreads, 1):
        assert reached == pytest.approx(exact(graph, tuple(found.nodes[:count]), p))
        assert reached == pytest.approx(spread(forest, np.array(found.nodes[:count]), p))
        assert found.intervals[count - 1] == (reached, reached)
    assert BOUND * best(graph, k, p) - 1e-9 <= found.spreads[-1] <= best(graph, k, p) + 1e-9
    assert found.bound >= best(graph, k, p) - 1e-9


@settings(max_examples=examples(15), deadline=None)
@given(graphs(5).filter(lambda graph: graph.number_of_edges() <= 8), st.integers(1, 2))
def test_sampled_seeds_are_almost_the_best_and_the_interval_holds(graph: "nx.DiGraph[int]", k: int) -> None:
    edges = np.array(list(graph.edges), np.int64).reshape(-1, 2)

    found = sampled_seeds(IncomingEdges.of(edges[:, 0], edges[:, 1], len(graph)), 0.4, k)

    reached, most = exact(graph, tuple(found.nodes), 0.4), best(graph, k, 0.4)
    for count, (low, high) in enumerate(found.intervals, 1):
        assert low - 1e-9 <= exact(graph, tuple(found.nodes[:count]), 0.4) <= high + 1e-9
        assert low <= found.spreads[count - 1] <= high
    assert reached >= (BOUND - 0.1) * most
    assert found.bound >= most - 1e-9


def test_sampling_is_repeatable_and_stops_on_nothing() -> None:
    edges = np.array([[0, 1, 1, 3], [1, 2, 3, 4]], np.int64)
    network = IncomingEdges.of(edges[0], edges[1], 5)

    assert sampled_seeds(network, 0.3, 2) == sampled_seeds(network, 0.3, 2)
    assert sampled_seeds(IncomingEdges.of(edges[0][:0], edges[1][:0], 0), 0.3, 2).nodes == []
    assert forest_seeds(Forest(np.zeros(0, np.int64)), 0.3, 2).spreads == []


@settings(max_examples=examples(30), deadline=None)
@given(graphs())
def test_pagerank_is_that_of_networkx(graph: "nx.DiGraph[int]") -> None:
    edges = np.array(list(graph.edges), np.int64).reshape(-1, 2)

    ranks = pagerank(edges[:, 0], edges[:, 1], len(graph))

    expected = nx.pagerank(graph.reverse(), tol=1e-12, max_iter=1000)
    assert ranks == pytest.approx([expected[node] for node in range(len(graph))], abs=1e-6)


@settings(max_examples=examples(30), deadline=None)
@given(graphs(), st.integers(1, 5))
def test_degree_discount_takes_the_largest_discounted_degree_each_time(
    graph: "nx.DiGraph[int]", k: int
) -> None:
    edges, p = np.array(list(graph.edges), np.int64).reshape(-1, 2), 0.1
    around = graph.to_undirected()
    chosen: list[int] = []
    while len(chosen) < min(k, len(graph)):
        value = {}
        for node in sorted(set(graph) - set(chosen)):
            d, t = around.degree(node), sum(near in chosen for near in around[node])
            value[node] = d - 2 * t - (d - t) * t * p
        chosen.append(max(value, key=lambda node: (value[node], -node)))

    assert degree_discount(edges[:, 0], edges[:, 1], len(graph), p, k) == chosen
