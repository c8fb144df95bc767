"""Walks over small random graphs, held against networkx."""

import asyncio
from collections.abc import Collection, Sequence
from itertools import islice

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.walks import shortest as searching
from graph.walks.around import around
from graph.walks.neighbours import ALL, Link
from graph.walks.several import several
from graph.walks.shortest import PathBounds, shortest
from tests.support.budget import examples

PEOPLE = [f"c{number}" for number in range(10)]
PAIRS = st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE)).filter(lambda pair: pair[0] < pair[1])
GRAPHS = st.tuples(st.sets(PAIRS, max_size=24), st.sets(PAIRS, max_size=6))
quick = settings(max_examples=examples(30), deadline=None)


class Made:
    """Neighbours in a made graph; keeps whose referrals were followed."""

    def __init__(self, referrals: Collection[tuple[str, str]], close: Collection[tuple[str, str]]) -> None:
        self.referrals, self.others = nx.Graph(referrals), nx.Graph(close)
        for graph in (self.referrals, self.others):
            graph.add_nodes_from(PEOPLE)
        self.all = nx.compose(self.referrals, self.others)
        self.followed: list[str] = []

    def count(self, customer: str) -> int:
        return int(self.referrals.degree(customer))

    async def close(self, ids: Sequence[str]) -> list[Link]:
        return self._links(self.others, ids, ALL)

    async def referred(self, ids: Sequence[str], most: int = ALL) -> list[Link]:
        self.followed += ids
        return self._links(self.referrals, ids, most)

    async def level(self, ids: Sequence[str], light: Sequence[str]) -> list[Link]:
        return [*await self.close(ids), *await self.referred(light)]

    async def referred_pairs(self, pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        return [pair for pair in pairs if self.referrals.has_edge(*pair)]

    def _links(self, graph: nx.Graph, ids: Sequence[str], most: int) -> list[Link]:
        return [Link(near, far) for near in ids for far in sorted(graph.adj[near])[:most]]


@pytest.fixture(autouse=True)
def small_hubs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "HUB", 2)


@quick
@given(edges=GRAPHS, avoid=st.sets(st.sampled_from(PEOPLE[2:]), max_size=2), longest=st.integers(1, 8))
def test_a_shortest_path_is_found_where_there_is_one(
    edges: tuple[set[tuple[str, str]], set[tuple[str, str]]], avoid: set[str], longest: int
) -> None:
    made = Made(*edges)
    path = asyncio.run(shortest(made, "c0", "c1", PathBounds(longest, avoid)))

    left = made.all.subgraph(set(PEOPLE) - avoid)
    length = nx.shortest_path_length(left, "c0", "c1") if nx.has_path(left, "c0", "c1") else None
    if length is None or length > longest:
        assert path is None
    else:
        assert path is not None
        assert (path[0], path[-1], len(path) - 1) == ("c0", "c1", length)
        assert nx.is_path(left, path)


@quick
@given(edges=GRAPHS, longest=st.integers(1, 6))
def test_several_paths_are_the_shortest_ones(
    edges: tuple[set[tuple[str, str]], set[tuple[str, str]]], longest: int
) -> None:
    made = Made(*edges)
    found = asyncio.run(several(made, "c0", "c1", PathBounds(longest), 5))

    known = nx.shortest_simple_paths(made.all, "c0", "c1") if nx.has_path(made.all, "c0", "c1") else iter(())
    lengths = [len(path) for path in islice(known, 5) if len(path) - 1 <= longest]
    assert [len(path) for path in found] == lengths
    assert len({tuple(path) for path in found}) == len(found)
    assert all(nx.is_simple_path(made.all, path) for path in found)


@pytest.mark.parametrize("names", ["abxy", "baxy", "abyx", "bayx"])
def test_ways_that_meet_do_not_hide_one_another(names: str) -> None:
    """Two customers who are both known to a third: none of the three ways is lost, in whatever order."""
    a, b, x, y = (f"c{2 + 'abxy'.index(name)}" for name in names)
    made = Made([("c0", a), (a, x), (x, "c1"), ("c0", b), (b, x), (b, y), (y, "c1")], [])

    found = asyncio.run(several(made, "c0", "c1", PathBounds(3), 9))

    assert sorted(found) == sorted([["c0", a, x, "c1"], ["c0", b, x, "c1"], ["c0", b, y, "c1"]])


@quick
@given(edges=GRAPHS, depth=st.integers(1, 4), limit=st.integers(1, 10))
def test_a_neighbourhood_holds_the_nearest(
    edges: tuple[set[tuple[str, str]], set[tuple[str, str]]], depth: int, limit: int
) -> None:
    made = Made(*edges)
    found = asyncio.run(around(made, "c0", depth, limit))

    known = nx.single_source_shortest_path_length(made.all, "c0", depth)
    assert {each: known[each] for each in found.distance} == found.distance
    assert found.complete is (len(known) <= limit)
    assert len(found.distance) == min(limit, len(known))
    assert sorted(found.distance.values()) == sorted(known.values())[: len(found.distance)]
    assert all(made.all.has_edge(*step) for step in found.before.items())


def test_a_hub_is_not_followed_where_the_other_end_is_near(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "HUB", 5)
    made = Made([("c0", "c2"), *(("c2", each) for each in PEOPLE[3:]), ("c1", "c9")], [])

    assert asyncio.run(shortest(made, "c0", "c1", PathBounds(8))) == ["c0", "c2", "c9", "c1"]
    assert "c2" not in made.followed
