"""Greedy constrained agglomeration of one connected component, and the cuts after it.

Links are taken from the strongest to the weakest, ties by their ends, and join two groups unless a forbidden
pair or the size limit stands between them. The outcome depends on the links alone, not on the order in
which they came.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum

MUST = float("inf")
"""Weight of a link that a steward ruled: taken first and never cut."""

Link = tuple[float, int, int]
"""Weight and both ends, the smaller first."""


class CutKind(StrEnum):
    """Why an accepted link does not hold two records together."""

    VETO = "veto"
    SIZE = "size"
    WEAK_BRIDGE = "weak_bridge"
    SPARSE = "sparse"


@dataclass(frozen=True, slots=True)
class Cut:
    """A link that was cut, by its ends."""

    kind: CutKind
    left: int
    right: int
    weight: float


@dataclass(frozen=True, slots=True)
class Limits:
    """What a cluster may look like; `weak_bridge` is an absolute weight here."""

    max_size: int
    density_from: int
    min_density: float
    weak_bridge: float


def settle(
    links: Sequence[Link],
    forbidden: Iterable[tuple[int, int]],
    limits: Limits,
    named: frozenset[int] | None = None,
) -> tuple[list[list[int]], list[Cut]]:
    """The clusters of one component, each sorted, and the links that were cut to get there.

    Sizes of groups and density are judged on the records in `named` (all when None).
    """
    members = sorted({end for _, *ends in links for end in ends})
    ordered = sorted(links, key=lambda link: (-link[0], link[1], link[2]))
    groups, cuts = _join(members, ordered, forbidden, limits.max_size)
    clusters: list[list[int]] = []
    pending = sorted(groups)
    while pending:
        group = pending.pop()
        inside = [link for link in ordered if link[1] in group and link[2] in group]
        counted = group if named is None else group & named
        cut = weakest_bridge(inside, limits.weak_bridge, counted) or _sparse_cut(
            group, inside, limits, counted
        )
        if cut is None:
            clusters.append(sorted(group))
            continue
        cuts.append(cut[0])
        pending += cut[1]
    return sorted(clusters), cuts


class _Groups:
    """Disjoint sets that know which other sets they may not join."""

    def __init__(self, members: Sequence[int], forbidden: Iterable[tuple[int, int]]) -> None:
        self.parent = {member: member for member in members}
        self.members = {member: [member] for member in members}
        self.foes: dict[int, set[int]] = {member: set() for member in members}
        for left, right in forbidden:
            if left in self.foes and right in self.foes:
                self.foes[left].add(right)
                self.foes[right].add(left)

    def root(self, member: int) -> int:
        while self.parent[member] != member:
            self.parent[member] = self.parent[self.parent[member]]
            member = self.parent[member]
        return member

    def join(self, left: int, right: int) -> None:
        if len(self.members[left]) < len(self.members[right]):
            left, right = right, left
        self.parent[right] = left
        self.members[left] += self.members.pop(right)
        for foe in self.foes.pop(right):
            self.foes[foe].discard(right)
            self.foes[foe].add(left)
            self.foes[left].add(foe)


def _join(
    members: Sequence[int], ordered: Sequence[Link], forbidden: Iterable[tuple[int, int]], max_size: int
) -> tuple[list[set[int]], list[Cut]]:
    groups = _Groups(members, forbidden)
    refused: list[tuple[CutKind, Link]] = []
    for link in ordered:
        weight, *ends = link
        left, right = groups.root(ends[0]), groups.root(ends[1])
        if left == right:
            continue
        if right in groups.foes[left]:
            refused.append((CutKind.VETO, link))
        elif weight != MUST and len(groups.members[left]) + len(groups.members[right]) > max_size:
            refused.append((CutKind.SIZE, link))
        else:
            groups.join(left, right)
    return [set(group) for group in groups.members.values()], _strongest_between(groups, refused)


def _strongest_between(groups: _Groups, refused: Iterable[tuple[CutKind, Link]]) -> list[Cut]:
    """One cut for each two clusters that stayed apart: the strongest link between them."""
    seen: set[tuple[int, int]] = set()
    cuts = []
    for kind, (weight, left, right) in refused:
        one, other = sorted((groups.root(left), groups.root(right)))
        if one != other and (one, other) not in seen:
            seen.add((one, other))
            cuts.append(Cut(kind, left, right, weight))
    return cuts


def weakest_bridge(
    links: Sequence[Link], below: float, counted: Set[int]
) -> tuple[Cut, list[set[int]]] | None:
    """The weakest link below a weight that alone holds two groups together, and both groups.

    Groups are those with two or more of the `counted` records.
    """
    if not any(weight < below for weight, _, _ in links):
        return None
    sides = bridges([(left, right) for _, left, right in links], counted)
    weak = [
        link
        for link in links
        if link[0] < below and 2 <= sides.get((link[1], link[2]), 0) <= len(counted) - 2
    ]
    if not weak:
        return None
    weight, left, right = min(weak)
    return Cut(CutKind.WEAK_BRIDGE, left, right, weight), _components_without(links, (left, right))


def bridges(edges: Sequence[tuple[int, int]], counted: Set[int]) -> dict[tuple[int, int], int]:
    """Each edge whose removal disconnects a connected graph, with the `counted` nodes on one of its sides.

    Robert E. Tarjan, "A note on finding the bridges of a graph", 1974, without recursion. Parallel edges
    count as one.
    """
    neighbours: dict[int, set[int]] = {}
    for left, right in edges:
        neighbours.setdefault(left, set()).add(right)
        neighbours.setdefault(right, set()).add(left)
    if not neighbours:
        return {}
    start = min(neighbours)
    order, low, size = {start: 0}, {start: 0}, {node: int(node in counted) for node in neighbours}
    found: dict[tuple[int, int], int] = {}
    stack = [(start, start, iter(neighbours[start]))]
    while stack:
        node, parent, rest = stack[-1]
        for other in rest:
            if other not in order:
                order[other] = low[other] = len(order)
                stack.append((other, node, iter(neighbours[other])))
                break
            if other != parent:
                low[node] = min(low[node], order[other])
        else:
            stack.pop()
            if node != parent:
                size[parent] += size[node]
                low[parent] = min(low[parent], low[node])
                if low[node] > order[parent]:
                    found[min(node, parent), max(node, parent)] = size[node]
    return found


def _sparse_cut(
    group: set[int], links: Sequence[Link], limits: Limits, counted: Set[int]
) -> tuple[Cut, list[set[int]]] | None:
    """The weakest link of the strongest spanning tree of a cluster that is too sparse, and both groups."""
    if len(counted) < limits.density_from:
        return None
    count = sum(1 for _, left, right in links if left in counted and right in counted)
    if 2 * count >= limits.min_density * len(counted) * (len(counted) - 1):
        return None
    parent = {member: member for member in group}
    last: Link | None = None
    for link in links:
        left, right = (_find(parent, end) for end in link[1:])
        if left != right:
            parent[right], last = left, link
    if last is None or last[0] == MUST:
        return None
    stronger = [link for link in links if (-link[0], *link[1:]) < (-last[0], *last[1:])]
    return Cut(CutKind.SPARSE, last[1], last[2], last[0]), _components(group, stronger)


def _components_without(links: Sequence[Link], edge: tuple[int, int]) -> list[set[int]]:
    members = {end for _, *ends in links for end in ends}
    return _components(members, [link for link in links if (link[1], link[2]) != edge])


def _components(members: Iterable[int], links: Iterable[Link]) -> list[set[int]]:
    parent = {member: member for member in members}
    for _, left, right in links:
        parent[_find(parent, right)] = _find(parent, left)
    parts: dict[int, set[int]] = {}
    for member in parent:
        parts.setdefault(_find(parent, member), set()).add(member)
    return list(parts.values())


def _find(parent: dict[int, int], member: int) -> int:
    while parent[member] != member:
        parent[member] = parent[parent[member]]
        member = parent[member]
    return member
