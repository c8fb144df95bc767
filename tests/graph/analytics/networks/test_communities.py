"""Communities keep their ids, and say how stable they are."""

from pathlib import Path
from unittest.mock import Mock

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analytics.networks import partition
from graph.analytics.networks.communities import keep_ids, participation
from graph.analytics.networks.leiden import leiden
from graph.analytics.networks.partition import adjusted_rand, parted, stability
from tests.graph.analytics.support import graphs
from tests.support.budget import examples


def labels_of(text: str) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    return np.array([int(character) for character in text], np.int64)


def ties_of(graph: "nx.Graph[int]") -> "tuple[np.ndarray, ...]":  # type: ignore[type-arg]
    pairs = np.array(sorted((min(e), max(e)) for e in graph.edges), np.int64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1], np.ones(len(pairs), np.int64)


def test_circles_of_friends_are_found_whatever_the_seed() -> None:
    graph = nx.relaxed_caveman_graph(4, 6, 0.05, seed=3)
    graph.remove_edges_from(list(nx.selfloop_edges(graph)))
    low, high, weights = ties_of(graph)

    found, modularity = leiden((low, high, weights), 1)

    groups = [{node for node in found if found[node] == label} for label in set(found.values())]
    assert modularity == pytest.approx(nx.community.modularity(graph, groups))
    labels = np.array([found[node] for node in range(24)])
    assert stability((low, high, weights), labels) == {"seeds": 9, "mean": 1.0, "least": 1.0}


def test_the_same_ties_are_parted_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And others, be it that only a weight differs, or a node without ties, anew."""
    part = Mock(wraps=partition.leiden)
    monkeypatch.setattr(partition, "leiden", part)
    low, high = np.array([0, 0, 1, 3]), np.array([1, 2, 2, 4])

    def parts(weight: int, nodes: int) -> tuple[object, int]:
        found = parted(
            tmp_path / "network" / "partition.npz", (low, high, np.array([1, 1, 1, weight])), nodes
        )
        labels = found.labels.tolist()
        assert (labels[0] == labels[1] == labels[2] != labels[3] == labels[4], labels[5:]) == (
            True,
            [-1] * (nodes - 5),
        )
        return (found.modularity, found.stability), part.call_count

    first, once = parts(1, 5)

    assert parts(1, 5) == (first, once)
    others = [parts(2, 5)[1], parts(2, 6)[1], parts(1, 5)]
    assert others == [2 * once, 3 * once, (first, 4 * once)]


@settings(max_examples=examples(25), deadline=None)
@given(st.dictionaries(st.tuples(st.integers(0, 20), st.integers(0, 20)), st.integers(1, 3), min_size=1))
def test_the_modularity_is_that_of_the_ties_with_their_weights(
    weights: "dict[tuple[int, int], int]",
) -> None:
    graph: nx.Graph[int] = nx.Graph()
    graph.add_weighted_edges_from((a, b, weight) for (a, b), weight in weights.items() if a < b)
    low, high, _ = ties_of(graph)
    weighed = np.array([graph[a][b]["weight"] for a, b in zip(low, high, strict=True)], np.int64)

    found, modularity = leiden((low, high, weighed), 1)

    groups = [{node for node in found if found[node] == label} for label in set(found.values())]
    assert set(found) == set(graph.nodes)
    if groups:
        assert modularity == pytest.approx(nx.community.modularity(graph, groups))


def test_a_community_keeps_the_id_of_the_one_it_shares_most_with() -> None:
    ids = list("abcdefgh")
    before = dict(zip(ids, ["X"] * 5 + ["Y"] * 3, strict=True))

    names = keep_ids(labels_of("00011122"), ids, before)

    assert names[0] == "X"  # three of its five
    assert names[2] == "Y"  # two of its three; the middle one shares as few with either
    assert names[1] not in ("X", "Y")
    assert keep_ids(labels_of("22200011"), ids, before | dict(zip("def", [names[1]] * 3, strict=True))) == {
        2: "X",
        0: names[1],
        1: "Y",
    }


def test_the_first_ids_are_the_same_each_time() -> None:
    assert keep_ids(labels_of("0011"), list("abcd"), {}) == keep_ids(labels_of("0011"), list("abcd"), {})


@settings(max_examples=examples(50), deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=12))
def test_agreement_counts_pairs(both: "list[tuple[int, int]]") -> None:
    one, other = (np.array(column, np.int64) for column in zip(*both, strict=True))
    pairs = [(a, b) for a in range(len(one)) for b in range(a)]
    same = [(one[a] == one[b], other[a] == other[b]) for a, b in pairs]
    together, first, second = sum(x and y for x, y in same), sum(x for x, _ in same), sum(y for _, y in same)
    expected, largest = first * second / len(pairs), (first + second) / 2

    index = adjusted_rand(one, other)

    assert index == pytest.approx(
        1.0 if largest == expected else (together - expected) / (largest - expected)
    )


@settings(max_examples=examples(50), deadline=None)
@given(graphs(), st.data())
def test_bridges_spread_their_ties(directed: "nx.DiGraph[int]", data: st.DataObject) -> None:
    graph = directed.to_undirected()
    labels = np.array([data.draw(st.integers(0, 2)) for _ in graph], np.int64)

    found = participation(ties_of(graph), labels)  # type: ignore[arg-type]

    for node in graph:
        near = [int(labels[other]) for other in graph[node]]
        squares = sum((near.count(label) / len(near)) ** 2 for label in set(near))
        assert found[node] == pytest.approx(1 - squares if near else 0.0, abs=1e-8)
