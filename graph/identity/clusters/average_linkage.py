"""Average linkage: groups merge while the mean weight between them is high enough, the closest first.

Groups that are equally close are looked at together. Unless all of them are, those go first that are most
alike in what they are to everybody else; where what is still equal does not belong together as a whole, none
of it merges. So no order decides, neither that of keys nor that of arrival. Weights are summed in whole
millionths of a bit, in which no order of summing shows.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from typing import NamedTuple

import numpy as np

from graph.identity.clusters.groups import Ends, Groups, joined_by
from graph.identity.clusters.limits import BOUND, FULL_BOUND, RIVALRY, Limits

_BIT = 1_000_000
_LEAST = round(-BOUND * _BIT)


class _Sum(NamedTuple):
    """Weights of the pairs known between two groups, in millionths of a bit: summed up to BOUND and to
    FULL_BOUND each, and how many they are."""

    bounded: int
    full: int
    pairs: int

    def plus(self, more: _Sum) -> _Sum:
        """Both together."""
        return _Sum(self.bounded + more.bounded, self.full + more.full, self.pairs + more.pairs)


_NOTHING = _Sum(0, 0, 0)


class _Entry(NamedTuple):
    """Two groups in the queue; whether they are still as they were, their sizes tell."""

    mean: float
    full: float
    pair: Ends
    sizes: tuple[int, int]


class AverageLinkage:
    """Merges the closest groups by mean weight until none are close enough.

    `weights` are those of pairs of records; of records `unnamed` there are none, and they count nothing.
    """

    def __init__(
        self, groups: Groups, weights: Mapping[Ends, float], unnamed: Set[int], limits: Limits
    ) -> None:
        self._groups = groups
        self._limits = limits
        self._sizes = {
            name: sum(member not in unnamed for member in members) for name, members in groups.members.items()
        }
        self._sums: dict[int, dict[int, _Sum]] = {name: {} for name in groups.members}
        for (left, right), weight in weights.items():
            self._count(groups.root(left), groups.root(right), _counted(weight))
        self._queue = [self._entry(a, b) for a, others in self._sums.items() for b in others if a < b]

    def merge(self) -> None:
        """Merge what belongs together."""
        heapq.heapify(self._queue)
        while self._queue and -self._queue[0].mean >= self._limits.enough(1):
            pairs = set(self._closest())
            for together in [group for tied in list(joined_by(pairs)) for group in self._united(tied, pairs)]:
                self._merge(*sorted(together))

    def _closest(self) -> Iterator[Ends]:
        """The pairs of groups that are equally close and closer than all others, of those that may merge."""
        mean, full, *_ = self._queue[0]
        while self._queue and self._queue[0][:2] == (mean, full):
            _, _, (a, b), sizes = heapq.heappop(self._queue)
            if (self._sizes.get(a), self._sizes.get(b)) != sizes or self._groups.obstacle(a, b):
                continue  # one of them has merged since, or they may not
            if self._belong((a,), (b,)):
                yield a, b

    def _united(self, tied: Set[int], pairs: Iterable[Ends]) -> Iterator[Set[int]]:
        """What becomes one of the groups that `pairs` tie to each other, as equally close."""
        between = {pair for pair in pairs if pair[0] in tied}
        alike = between if _is_complete(tied, between) else self._most_alike(between)
        for pair in between - alike:
            heapq.heappush(self._queue, self._entry(*pair))
        yield from (part for part in joined_by(alike) if self._are_one(part, alike))

    def _are_one(self, names: Set[int], pairs: Set[Ends]) -> bool:
        """Whether groups that `pairs` tie to each other are one: each of them belongs to the rest, without
        slack where not all of them are tied."""
        if len(names) == 2:
            return True
        if self._groups.too_large(names) or self._groups.enemies(names):
            return False
        complete = _is_complete(names, {pair for pair in pairs if pair[0] in names})
        return all(
            (complete or self._mean((name,), names - {name}) >= self._limits.mean_weight)
            and self._belong((name,), names - {name})
            for name in names
        )

    def _merge(self, first: int, *others: int) -> None:
        for other in others:
            self._join(first, other)
        for other in self._sums[first]:
            heapq.heappush(self._queue, self._entry(*sorted((first, other))))

    def _belong(self, one: Collection[int], other: Collection[int]) -> bool:
        """Whether two sets of groups are close enough, and neither of them is torn."""
        if self._mean(one, other) < self._enough(one, other):
            return False
        return not self._torn(one, other) and not self._torn(other, one)

    def _enough(self, one: Collection[int], other: Collection[int]) -> float:
        return self._limits.enough(min(self._size(one), self._size(other)))

    def _torn(self, one: Collection[int], other: Collection[int]) -> bool:
        """Whether `other` belongs about as well to a group that must not be one with `one`."""
        rivals = {foe for name in one for foe in self._groups.foes(name)}
        rivals &= {known for name in other for known in self._sums[name]}
        rivals = {rival for rival in rivals if not self._groups.foes(rival) & set(other)}
        if not rivals:
            return False
        fit = self._full_mean(one, other) - RIVALRY
        return any(
            self._mean((rival,), other) >= self._enough((rival,), other)
            and self._full_mean((rival,), other) >= fit
            for rival in rivals
        )

    def _most_alike(self, pairs: Set[Ends]) -> set[Ends]:
        """The pairs whose groups differ least in how close they are to all others."""
        names = sorted({name for pair in pairs for name in pair})
        known = sorted({*names, *(other for name in names for other in self._sums[name])})
        column = {name: place for place, name in enumerate(known)}
        sizes = np.array([self._sizes[name] for name in known], dtype=np.int64)
        close = {name: np.array([self._closeness(name, other) for other in known]) for name in names}
        apart = {}
        for a, b in pairs:
            differing = np.abs(close[a] - close[b]) * sizes
            apart[a, b] = int(differing.sum() - differing[column[a]] - differing[column[b]])
        least = min(apart.values())
        return {pair for pair, difference in apart.items() if difference == least}

    def _closeness(self, a: int, b: int) -> int:
        if b in self._groups.foes(a) or not self._sizes[a] * self._sizes[b]:
            return _LEAST
        return round(self._full_mean((a,), (b,)) * _BIT)

    def _entry(self, a: int, b: int) -> _Entry:
        sizes = self._sizes[a], self._sizes[b]
        return _Entry(-self._mean((a,), (b,)), -self._full_mean((a,), (b,)), (a, b), sizes)

    def _mean(self, one: Collection[int], other: Collection[int]) -> float:
        found = self._sum(one, other)
        return self._mean_of(found.bounded, found.pairs, self._size(one) * self._size(other))

    def _full_mean(self, one: Collection[int], other: Collection[int]) -> float:
        found = self._sum(one, other)
        return self._mean_of(found.full, found.pairs, self._size(one) * self._size(other))

    @staticmethod
    def _mean_of(total: int, known: int, pairs: int) -> float:
        return (total + (pairs - known) * _LEAST) / pairs / _BIT

    def _size(self, names: Collection[int]) -> int:
        return sum(self._sizes[name] for name in names)

    def _sum(self, one: Collection[int], other: Collection[int]) -> _Sum:
        total = _NOTHING
        for a in one:
            for b in other:
                total = total.plus(self._sums[a].get(b, _NOTHING))
        return total

    def _count(self, a: int, b: int, more: _Sum) -> None:
        if a != b:
            self._sums[a][b] = self._sums[b][a] = self._sums[a].get(b, _NOTHING).plus(more)

    def _join(self, a: int, b: int) -> None:
        self._groups.join(a, b)
        self._sizes[a] += self._sizes.pop(b)
        for other, found in self._sums.pop(b).items():
            del self._sums[other][b]
            self._count(a, other, found)


def _is_complete(names: Set[int], pairs: Set[Ends]) -> bool:
    """Whether the pairs are all that there are between these groups."""
    return 2 * len(pairs) == len(names) * (len(names) - 1)


def _counted(weight: float) -> _Sum:
    """One pair."""
    sure = max(-BOUND, weight)
    return _Sum(round(min(sure, BOUND) * _BIT), round(min(sure, FULL_BOUND) * _BIT), 1)
