"""Groups of records that grow, and know which others they may not join."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from enum import StrEnum

from graph.model.resolution import CaseKind

Link = tuple[float, int, int]
"""Weight and both ends, the smaller first."""

Ends = tuple[int, int]
"""Two records or groups by name, the smaller first."""

MUST = float("inf")
"""Weight of a link that a steward ruled: taken first and never cut."""


class CutKind(StrEnum):
    """Why an accepted link does not hold two records together."""

    VETO = CaseKind.VETO
    SIZE = CaseKind.SIZE
    WEAK_BRIDGE = CaseKind.WEAK_BRIDGE


class Groups:
    """Disjoint sets of records; each is named after one of its members."""

    def __init__(self, members: Sequence[int], forbidden: Iterable[Ends], max_size: int) -> None:
        self.members = {member: [member] for member in members}
        self.max_size = max_size
        self._parent = {member: member for member in members}
        self._foes: dict[int, set[int]] = {}
        for left, right in forbidden:
            self._foes.setdefault(left, set()).add(right)
            self._foes.setdefault(right, set()).add(left)

    @property
    def divided(self) -> bool:
        """Whether anything is forbidden at all."""
        return bool(self._foes)

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
        return CutKind.SIZE if self.too_large((left, right)) else None

    def too_large(self, names: Iterable[int]) -> bool:
        """Whether these groups would together be larger than a cluster may be."""
        return sum(len(self.members[name]) for name in names) > self.max_size

    def foes(self, name: int) -> Set[int]:
        """Names of the groups that group `name` may not join."""
        return self._foes.get(name, set())

    def enemies(self, names: Collection[int]) -> list[Ends]:
        """Which two of these groups must not be one."""
        return [(a, b) for a in names for b in self.foes(a) if a < b and b in names]

    def join(self, left: int, right: int) -> None:
        """Put group `right` into `left`, which keeps its name, even where that was forbidden."""
        self._parent[right] = left
        self.members[left] += self.members.pop(right)
        self._foes.get(left, set()).discard(right)
        for foe in self._foes.pop(right, set()) - {left}:
            self._foes[foe].discard(right)
            self._foes[foe].add(left)
            self._foes.setdefault(left, set()).add(foe)


def joined_by(pairs: Iterable[Ends]) -> Iterator[set[int]]:
    """All whom these pairs join, directly or through others."""
    near = neighbours(pairs)
    while near:
        start, more = near.popitem()
        together, found = {start}, more
        while found:
            name = found.pop()
            if name not in together:
                together.add(name)
                found |= near.pop(name)
        yield together


def neighbours(pairs: Iterable[Ends]) -> dict[int, set[int]]:
    """By name, the others that it is paired with."""
    near: dict[int, set[int]] = {}
    for left, right in pairs:
        near.setdefault(left, set()).add(right)
        near.setdefault(right, set()).add(left)
    return near
