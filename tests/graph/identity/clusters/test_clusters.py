"""Clusters: equal to connected components where nothing forbids, and independent of order and batches."""

import networkx as nx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.identity.clusters.agglomerate import Component, CutLink, settle
from graph.identity.clusters.groups import MUST, CutKind
from graph.identity.clusters.limits import Limits
from graph.identity.clusters.partition import (
    Evidence,
    Forbidden,
    Links,
    Pairs,
    Partition,
    Scores,
    blocks,
    components,
    partition,
    unsettled,
)
from tests.support.budget import examples

COUNT = 12
LIMITS = Limits(max_size=6, mean_weight=0.0, slack=2.0, person_size=3.0)

pair = st.tuples(st.integers(0, COUNT - 1), st.integers(0, COUNT - 1)).filter(lambda p: p[0] < p[1])
weights = st.dictionaries(pair, st.integers(-10, 10), max_size=40)
pairs = st.sets(pair, max_size=6)
unnamed = st.sets(st.integers(0, COUNT - 1), max_size=3)


def as_pairs(found: set[tuple[int, int]]) -> Pairs:
    left, right = (np.array([p[side] for p in sorted(found)], dtype=np.int64) for side in (0, 1))
    return Pairs(left, right)


def as_forbidden(found: set[tuple[int, int]], banned: bool = False) -> Forbidden:
    ends = as_pairs(found)
    return Forbidden(ends.left, ends.right, np.full(len(ends.left), banned))


def as_links(accepted: dict[tuple[int, int], float], ruled: set[tuple[int, int]]) -> Links:
    ends = as_pairs(set(accepted))
    ordered = sorted(accepted)
    return Links(
        ends.left,
        ends.right,
        np.array([accepted[p] for p in ordered], dtype=float),
        np.array([p in ruled for p in ordered], dtype=bool),
    )


def cluster(
    scored: dict[tuple[int, int], int],
    forbidden: set[tuple[int, int]],
    ruled: set[tuple[int, int]],
    nameless: set[int],
    count: int = COUNT,
) -> Partition:
    accepted = {p: float(w) for p, w in scored.items() if w > 0} | dict.fromkeys(ruled - forbidden, 12.0)
    links = as_links({p: w for p, w in accepted.items() if p not in forbidden}, ruled)
    names = {p: w for p, w in scored.items() if not nameless & set(p)}
    ends = as_pairs(set(names))
    scores = Scores(ends.left, ends.right, np.array([names[p] for p in sorted(names)], dtype=float))
    flags = np.isin(np.arange(count), sorted(nameless))
    rough = blocks(count, links, LIMITS.max_size, lambda: np.arange(count, dtype=np.uint64))
    open_ = unsettled(rough.labels, links, as_forbidden(forbidden))
    return partition(rough, links, Evidence(open_, as_forbidden(forbidden), scores, flags), LIMITS)


@settings(deadline=None)
@given(weights)
def test_components_are_those_of_networkx(scored: dict[tuple[int, int], int]) -> None:
    graph = nx.Graph(list(scored))
    graph.add_nodes_from(range(COUNT))

    labels = components(COUNT, as_pairs(set(scored)))

    assert {frozenset(np.flatnonzero(labels == label)) for label in set(labels)} == {
        frozenset(found) for found in nx.connected_components(graph)
    }
    assert all(labels[label] == label for label in set(labels.tolist()))


@settings(deadline=None, max_examples=examples(200))
@given(weights, pairs, pairs, unnamed)
def test_no_cluster_holds_a_forbidden_pair_or_grows_too_large(
    scored: dict[tuple[int, int], int],
    forbidden: set[tuple[int, int]],
    ruled: set[tuple[int, int]],
    nameless: set[int],
) -> None:
    found = cluster(scored, forbidden, ruled, nameless)

    assert not any(found.labels[left] == found.labels[right] for left, right in forbidden)
    assert np.bincount(found.labels).max() <= LIMITS.max_size
    assert all(found.labels[cut.left] != found.labels[cut.right] for cut in found.cuts)


@settings(deadline=None, max_examples=examples(200))
@given(weights, pairs, pairs, unnamed, st.randoms(use_true_random=False))
def test_clustering_only_what_a_batch_touches_equals_clustering_all(
    scored: dict[tuple[int, int], int],
    forbidden: set[tuple[int, int]],
    ruled: set[tuple[int, int]],
    nameless: set[int],
    random: object,
) -> None:
    """Records arrive in any order, in two batches; the second clusters the components it touches alone."""
    order = list(range(COUNT))
    random.shuffle(order)  # type: ignore[attr-defined]
    first = set(order[: COUNT // 2])
    old = {p: w for p, w in scored.items() if first.issuperset(p)}
    before = cluster(old, forbidden, {p for p in ruled if first.issuperset(p)}, nameless).labels

    linked = {p for p, w in scored.items() if w > 0} | ruled
    reach = components(COUNT, as_pairs(linked - forbidden))
    touched = {i for i in range(COUNT) if any(reach[i] == reach[new] for new in set(order) - first)}
    inside = {p: w for p, w in scored.items() if touched.issuperset(p)}
    again = cluster(inside, forbidden, {p for p in ruled if touched.issuperset(p)}, nameless).labels
    combined = np.where(np.isin(np.arange(COUNT), sorted(touched)), again, before)

    assert combined.tolist() == cluster(scored, forbidden, ruled, nameless).labels.tolist()


def test_one_wrong_link_does_not_chain_two_people() -> None:
    people = {(0, 1): 9, (0, 2): 9, (1, 2): 9, (3, 4): 9, (3, 5): 9, (4, 5): 9}

    found = cluster(people | {(2, 3): 1}, set(), set(), set())

    assert found.labels.tolist()[:6] == [0, 0, 0, 3, 3, 3]
    assert found.cuts == [CutLink(CutKind.WEAK_BRIDGE, 2, 3, 1.0)]


def test_a_record_may_miss_the_mean_that_two_who_are_complete_need() -> None:
    one, other = {(0, 1): 9, (0, 2): 9, (1, 2): 9}, {(3, 4): 9, (3, 5): 9, (4, 5): 9}
    near = {(l, r): -2 for l in range(3) for r in range(3, 6)} | {(2, 3): 7}  # noqa: E741 - left, right

    record = cluster(one | {p: w for p, w in near.items() if p[1] == 3}, set(), set(), set())
    group = cluster(one | other | near, set(), set(), set())

    assert record.labels.tolist()[:4] == [0, 0, 0, 0]  # the mean is (7 - 2 - 2) / 3 = 1
    assert group.labels.tolist()[:6] == [0, 0, 0, 3, 3, 3]  # (7 - 8 * 2) / 9 = -1


def test_a_forbidden_pair_splits_at_the_weaker_side() -> None:
    found = cluster({(0, 1): 5, (1, 2): 8}, {(0, 2)}, set(), set())

    assert found.labels.tolist()[:3] == [0, 1, 1]
    assert found.cuts == [CutLink(CutKind.VETO, 0, 1, 5.0)]


def test_a_visitor_without_a_name_follows_the_rules_and_has_no_say() -> None:
    people = {(0, 1): 9, (0, 2): 9, (1, 2): 9}

    found = cluster(people, set(), {(2, 7)}, {7})

    assert found.labels.tolist()[7] == 0


def test_a_stewards_match_holds_however_large_the_cluster_grows() -> None:
    chain = {(i, i + 1): MUST for i in range(8)}
    links = as_links(chain, set(chain))
    none = Scores(links.left[:0], links.right[:0], links.weight[:0])

    rough = blocks(COUNT, links, 3, lambda: np.zeros(COUNT, dtype=np.uint64))
    open_ = unsettled(rough.labels, links, as_forbidden(set()))
    nobody = np.zeros(COUNT, dtype=bool)
    found = partition(rough, links, Evidence(open_, as_forbidden(set()), none, nobody), Limits(3, 0.0))

    assert set(found.labels.tolist()[:9]) == {0}
    assert not unsettled(rough.labels, links, as_pairs(set())).any()


def judged(forbidden: Forbidden) -> list[int]:
    """Labels of two couples, 0 and 1, 2 and 3, with a steward's match between 1 and 2."""
    links = as_links({(0, 1): 8.0, (2, 3): 8.0, (1, 2): MUST}, {(1, 2)})
    ends = as_pairs({(0, 1), (2, 3)})
    scores = Scores(ends.left, ends.right, np.array([8.0, 8.0]))
    rough = blocks(4, links, 6, lambda: np.zeros(4, dtype=np.uint64))
    open_ = unsettled(rough.labels, links, forbidden)
    evidence = Evidence(open_, forbidden, scores, np.zeros(4, dtype=bool))
    return partition(rough, links, evidence, LIMITS).labels.tolist()


def test_a_stewards_match_joins_whole_clusters_over_what_is_known_of_them() -> None:
    assert judged(as_forbidden({(0, 2), (0, 3)})) == [0, 0, 0, 0]


def test_further_matches_of_stewards_hold_after_one_over_what_is_forbidden() -> None:
    """What forbade 3 and 8 is settled with the first match that joins their groups."""
    links = [(14.0, 0, 5), (14.0, 0, 1), (14.0, 2, 8), (MUST, 2, 3), (MUST, 2, 5)]

    assert settle(Component(links, (), forbidden=[(3, 8)]), LIMITS)[0] == [[0, 1, 2, 3, 5, 8]]


def test_a_stewards_ban_outranks_the_model_beside_a_stewards_match() -> None:
    labels = judged(as_forbidden({(0, 3)}, banned=True))

    assert labels[1] == labels[2]
    assert labels[0] != labels[3]


def test_a_record_that_fits_two_people_belongs_to_neither() -> None:
    # 0 and 1 are two people; 2 is as like one as the other, 3 clearly like 1
    found = settle(
        Component(
            ruled=(),
            scored=((5.0, 0, 2), (5.5, 1, 2), (9.0, 1, 3)),
            forbidden=((0, 1),),
            weights={(0, 2): 5.0, (1, 2): 5.5, (1, 3): 9.0, (0, 3): -9.0, (2, 3): 5.5},
        ),
        LIMITS,
    )
    assert found[0] == [[0], [1, 3], [2]]


def test_a_group_goes_with_the_better_of_two_that_must_not_be_one() -> None:
    """Weights count in full here: both are far above what a mean takes of one pair."""
    component = Component(
        ruled=[],
        scored=[(34.0, 0, 1), (28.0, 1, 2)],
        forbidden=[(0, 2)],
        weights={(0, 1): 34.0, (1, 2): 28.0},
    )

    clusters, cuts = settle(component, LIMITS)

    assert clusters == [[0, 1], [2]]
    assert [(cut.left, cut.right) for cut in cuts] == [(1, 2)]


def test_a_group_that_fits_two_equally_well_joins_neither() -> None:
    component = Component(
        ruled=[],
        scored=[(30.5, 0, 1), (30.0, 1, 2)],
        forbidden=[(0, 2)],
        weights={(0, 1): 30.5, (1, 2): 30.0},
    )

    clusters, _ = settle(component, LIMITS)

    assert clusters == [[0], [1], [2]]
