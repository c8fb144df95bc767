"""Clusters of one connected component: rules first, then average linkage, under what is forbidden.

Links that a steward or an identifier rule made join groups, the strongest first. Then groups merge while the
mean model weight between them is high enough (UPGMA; Sokal and Michener 1958), so that one wrong link cannot
chain two people together. Records without a name have no say in a mean: they follow the rules alone.
The outcome depends on the links and weights, not on the order in which they came.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

MUST = float("inf")
"""Weight of a link that a steward ruled: taken first and never cut."""

BOUND = 10.0
"""Weights count from -BOUND to BOUND in a mean, so that no single pair outvotes a whole group."""

RIVALRY = 1.0
"""A group that fits two which must not be one, with means no further apart than this, joins neither."""

FULL_BOUND = 40.0
"""Weights count from -BOUND to this where means are held against each other: 30 bits outdo 20."""

Link = tuple[float, int, int]
"""Weight and both ends, the smaller first."""


class CutKind(StrEnum):
    """Why an accepted link does not hold two records together."""

    VETO = "veto"
    SIZE = "size"
    WEAK_BRIDGE = "weak_bridge"


@dataclass(frozen=True, slots=True)
class Cut:
    """A link that was cut, by its ends."""

    kind: CutKind
    left: int
    right: int
    weight: float


@dataclass(frozen=True, slots=True)
class Limits:
    """Most records of a cluster, and the mean weight from which two groups merge.

    A single record may be `slack` bits below that, a group fewer in proportion to its size, and one of
    `person_size` records, what a person has in the mean, none: few pairs may be low by chance, but two who
    are complete without each other had better agree.
    """

    max_size: int
    mean_weight: float
    slack: float = 0.0
    person_size: float = 1.0

    def enough(self, smaller: int) -> float:
        """The mean weight that lets a group of `smaller` records merge with one of as many or more."""
        complete = min(1.0, (smaller - 1) / max(self.person_size - 1, 0.01))
        return self.mean_weight - self.slack * (1 - complete)


@dataclass(frozen=True, slots=True)
class Component:
    """One connected component of accepted links.

    `ruled` come from judgements and identifier rules, `scored` from the model. Pairs are `forbidden` by what
    is known of the records, `banned` by a steward. `weights` are the model's for
    all pairs of named records, by pair, the smaller first; a missing pair counts -BOUND.
    """

    ruled: Sequence[Link]
    scored: Sequence[Link]
    forbidden: Sequence[tuple[int, int]] = ()
    banned: Sequence[tuple[int, int]] = ()
    weights: Mapping[tuple[int, int], float] = field(default_factory=dict)
    unnamed: Set[int] = frozenset()

    @property
    def members(self) -> list[int]:
        """All its records, sorted."""
        return sorted({end for _, *ends in (*self.ruled, *self.scored) for end in ends})


def mean_weight(weights: Iterable[float], most: float = BOUND) -> float:
    """The mean of weights of pairs, each counted from -BOUND to `most`; -BOUND of none."""
    counted = [max(-BOUND, min(weight, most)) for weight in weights]
    return sum(counted) / len(counted) if counted else -BOUND


def settle(component: Component, limits: Limits) -> tuple[list[list[int]], list[Cut]]:
    """The clusters of a component, each sorted, and the strongest link cut between each two of them.

    A steward's match joins the clusters that its two records end in, whatever else speaks against it. Where a
    steward's ban stands between those, the two records come together first and the others find their place.
    """
    judged = [link for link in component.ruled if link[0] == MUST]
    groups = _agglomerate(component, limits, [link for link in component.ruled if link[0] != MUST])
    if not _join_judged(groups, judged, component.banned):
        groups = _agglomerate(component, limits, component.ruled)
    clusters = sorted(sorted(group) for group in groups.members.values())
    return clusters, list(_cuts(groups, sorted((*component.ruled, *component.scored), key=strongest_first)))


def _agglomerate(component: Component, limits: Limits, ruled: Sequence[Link]) -> Groups:
    groups = Groups(component.members, (*component.forbidden, *component.banned), limits.max_size)
    join_strongest(groups, ruled)
    _AverageLinkage(groups, component, limits).merge()
    return groups


def _join_judged(groups: Groups, judged: Iterable[Link], banned: Sequence[tuple[int, int]]) -> bool:
    """Join the groups of judged pairs; false, with some left apart, where a ban stands between them."""
    for _, *ends in sorted(judged):
        left, right = sorted(groups.root(end) for end in ends)
        if any({groups.root(one), groups.root(other)} == {left, right} for one, other in banned):
            return False
        if left != right:
            groups.join(left, right)
    return True


def strongest_first(link: Link) -> tuple[float, int, int]:
    """Sort key: the strongest link first, ties by its ends."""
    return -link[0], link[1], link[2]


class Groups:
    """Disjoint sets of records that know which others they may not join."""

    def __init__(self, members: Sequence[int], forbidden: Iterable[tuple[int, int]], max_size: int) -> None:
        self.members = {member: [member] for member in members}
        self.max_size = max_size
        self._parent = {member: member for member in members}
        self._foes: dict[int, set[int]] = {}
        for left, right in forbidden:
            self._foes.setdefault(left, set()).add(right)
            self._foes.setdefault(right, set()).add(left)

    def root(self, member: int) -> int:
        """Name of the group of a record."""
        while self._parent[member] != member:
            self._parent[member] = self._parent[self._parent[member]]
            member = self._parent[member]
        return member

    def obstacle(self, left: int, right: int) -> CutKind | None:
        """What keeps two groups, given by their names, apart."""
        if right in self._foes.get(left, ()):
            return CutKind.VETO
        too_large = len(self.members[left]) + len(self.members[right]) > self.max_size
        return CutKind.SIZE if too_large else None

    def foes(self, name: int) -> Set[int]:
        """Names of the groups that group `name` may not join."""
        return self._foes.get(name, set())

    def join(self, left: int, right: int) -> None:
        """Put group `right` into `left`, which keeps its name."""
        self._parent[right] = left
        self.members[left] += self.members.pop(right)
        for foe in self._foes.pop(right, set()) - {left}:
            self._foes[foe].discard(right)
            self._foes[foe].add(left)
            self._foes.setdefault(left, set()).add(foe)


def join_strongest(groups: Groups, links: Iterable[Link]) -> None:
    """Join groups along links, the strongest first, unless something stands between them."""
    for weight, *ends in sorted(links, key=strongest_first):
        left, right = sorted(groups.root(end) for end in ends)
        if left == right:
            continue
        obstacle = groups.obstacle(left, right)
        if obstacle is None or (obstacle is CutKind.SIZE and weight == MUST):
            groups.join(left, right)


class _Sum(NamedTuple):
    """Weights of the pairs known between two groups: summed up to BOUND and to FULL_BOUND each, and how
    many they are."""

    bounded: float
    full: float
    pairs: int


_NOTHING = _Sum(0.0, 0.0, 0)


class _AverageLinkage:
    """Merges the two closest groups by mean weight until none are close enough."""

    def __init__(self, groups: Groups, component: Component, limits: Limits) -> None:
        self._groups = groups
        self._limits = limits
        self._sizes = {
            name: sum(member not in component.unnamed for member in members)
            for name, members in groups.members.items()
        }
        self._sums: dict[int, dict[int, _Sum]] = {name: {} for name in groups.members}
        for (left, right), weight in component.weights.items():
            sure = max(-BOUND, weight)
            self._count(
                groups.root(left), groups.root(right), _Sum(min(sure, BOUND), min(sure, FULL_BOUND), 1)
            )
        self._queue = [self._entry(a, b) for a, others in self._sums.items() for b in others if a < b]

    def merge(self) -> None:
        heapq.heapify(self._queue)
        while self._queue:
            negative, a, b, sizes = heapq.heappop(self._queue)
            if -negative < self._limits.enough(1):
                return
            if (self._sizes.get(a), self._sizes.get(b)) != sizes or self._groups.obstacle(a, b):
                continue  # one of them has merged since, or they may not
            if -negative >= self._enough(a, b) and not self._torn(a, b) and not self._torn(b, a):
                self._merge(a, b)

    def _merge(self, a: int, b: int) -> None:
        self._join(a, b)
        for other in self._sums[a]:
            heapq.heappush(self._queue, self._entry(*sorted((a, other))))

    def _enough(self, a: int, b: int) -> float:
        return self._limits.enough(min(self._sizes[a], self._sizes[b]))

    def _torn(self, a: int, b: int) -> bool:
        """Whether `b` belongs about as well to a group that must not be one with `a`."""
        rivals = self._groups.foes(a) & self._sums[b].keys()
        fit = self._full_mean(a, b) - RIVALRY
        return any(
            self._mean(rival, b) >= self._enough(rival, b) and self._full_mean(rival, b) >= fit
            for rival in rivals
        )

    def _count(self, a: int, b: int, more: _Sum) -> None:
        if a != b:
            known = self._sums[a].get(b, _NOTHING)
            total = _Sum(known.bounded + more.bounded, known.full + more.full, known.pairs + more.pairs)
            self._sums[a][b] = self._sums[b][a] = total

    def _entry(self, a: int, b: int) -> tuple[float, int, int, tuple[int, int]]:
        return -self._mean(a, b), a, b, (self._sizes[a], self._sizes[b])

    def _mean(self, a: int, b: int) -> float:
        found = self._sums[a][b]
        return self._mean_of(found.bounded, found.pairs, self._sizes[a] * self._sizes[b])

    def _full_mean(self, a: int, b: int) -> float:
        found = self._sums[a][b]
        return self._mean_of(found.full, found.pairs, self._sizes[a] * self._sizes[b])

    @staticmethod
    def _mean_of(total: float, known: int, pairs: int) -> float:
        # Rounding keeps the order of summing, which follows the order of arrival, out of the outcome.
        return round((total - (pairs - known) * BOUND) / pairs, 9)

    def _join(self, a: int, b: int) -> None:
        self._groups.join(a, b)
        self._sizes[a] += self._sizes.pop(b)
        for other, found in self._sums.pop(b).items():
            del self._sums[other][b]
            self._count(a, other, found)


def _cuts(groups: Groups, ordered: Iterable[Link]) -> Iterator[Cut]:
    """One cut for each two groups that stayed apart: the strongest link between them."""
    seen: set[tuple[int, int]] = set()
    for weight, *ends in ordered:
        left, right = sorted(groups.root(end) for end in ends)
        if left != right and (left, right) not in seen:
            seen.add((left, right))
            yield Cut(groups.obstacle(left, right) or CutKind.WEAK_BRIDGE, ends[0], ends[1], weight)
