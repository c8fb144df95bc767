"""A shortest path between two customers, sought level by level from both ends.

What would be dear is put off: hubs, customers with very many referrals, are not followed as long as it is
cheaper to go on from the other end; it is asked instead whether they are next to anybody whom that end has
reached. A path is given once nothing shorter can be left: all within `complete` steps of an end are known.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field

from graph.walks.neighbours import Link, Neighbours

HUB = 200
"""Referrals of a customer from which following them is put off."""

FRONTIER = 5_000
"""Customers of one level that are followed at most."""

_ASKED = 10
"""What asking for the steps of one customer costs beside each of its referrals."""


@dataclass(frozen=True)
class PathBounds:
    """What a path may be: its length, customers that it must not touch, and those that must not be next to
    its start."""

    longest: int
    avoid: Collection[str] = ()
    not_next: Collection[str] = ()


@dataclass
class _Side:
    """What the search from one end has reached: the customer before each, and how far away it is."""

    start: str
    before: dict[str, str] = field(default_factory=dict)
    depth: dict[str, int] = field(default_factory=dict)
    complete: int = 0
    frontier: list[str] = field(default_factory=list)
    hubs: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.before[self.start], self.depth[self.start] = self.start, 0
        self.frontier = [self.start]

    def cost(self, count: Callable[[str], int]) -> int:
        """What the next step from here costs, roughly, by the number of referrals of each customer."""
        if self.hubs:
            return sum(map(count, self.hubs))
        return sum(_ASKED + min(count(each), HUB) for each in self.frontier)

    @property
    def exhausted(self) -> bool:
        """Whether everybody who can be reached from here was."""
        return not self.frontier and not self.hubs

    def take(self, links: Iterable[Link]) -> list[str]:
        """Those whom the links reach newly, in order of ids."""
        new = []
        for near, far in sorted(links):
            if far not in self.before:
                self.before[far], self.depth[far] = near, self.complete + 1
                new.append(far)
        return new

    def advance(self) -> None:
        """Everybody of the next level is known."""
        self.complete += 1
        level = [each for each, depth in self.depth.items() if depth == self.complete]
        self.frontier, self.hubs = sorted(level)[:FRONTIER], []

    def way_to(self, customer: str) -> list[str]:
        """The customers from the start to one that was reached."""
        way = [customer]
        while way[-1] != self.start:
            way.append(self.before[way[-1]])
        return way[::-1]


async def shortest(neighbours: Neighbours, start: str, end: str, bounds: PathBounds) -> list[str] | None:
    """The customers of a shortest path, both ends included; None where there is none within the bounds."""
    if start == end:
        return [start]
    return await _Search(neighbours, _Side(start), _Side(end), bounds).run()


@dataclass
class _Search:
    neighbours: Neighbours
    near: _Side
    far: _Side
    bounds: PathBounds
    best: list[str] | None = None

    async def run(self) -> list[str] | None:
        if not self._decided():
            await self._step(self.near, self.far)  # both are small: one question for the two
        while not self._decided():
            sides = [side for side in (self.near, self.far) if not side.exhausted]
            if len(sides) < 2:
                break
            side = min(sides, key=lambda side: side.cost(self.neighbours.count))
            await (self._follow_hubs(side) if side.hubs else self._step(side))
        return self.best

    def _decided(self) -> bool:
        """Whether nothing shorter can come, or nothing short enough."""
        known = self.near.complete + self.far.complete
        return known >= self.bounds.longest or (self.best is not None and len(self.best) - 1 <= known + 1)

    async def _step(self, *sides: _Side) -> None:
        """Follow all but the referrals of hubs from the frontiers of the sides."""
        asked = list(dict.fromkeys(each for side in sides for each in side.frontier))
        light = [each for each in asked if self.neighbours.count(each) <= HUB]
        links = await self.neighbours.level(asked, light)
        for side in sides:
            frontier = set(side.frontier)
            new = self._taken(side, (link for link in links if link.near in frontier))
            side.hubs = sorted(frontier.difference(light))
            side.frontier = []
            others = self._other(side).before
            await self._bridge(side, [(each, hub) for hub in side.hubs for each in others])
            if not side.hubs:
                side.advance()
            await self._meet(side, new)

    async def _follow_hubs(self, side: _Side) -> None:
        new = self._taken(side, await self.neighbours.referred(side.hubs))
        side.advance()
        await self._meet(side, new)

    def _taken(self, side: _Side, links: Iterable[Link]) -> list[str]:
        return side.take(link for link in links if self._allowed(link.near, link.far))

    def _allowed(self, one: str, other: str) -> bool:
        """Whether a step between two customers may be taken; `other` is the one who is new."""
        ends, start, not_next = {one, other}, self.near.start, self.bounds.not_next
        return other not in self.bounds.avoid and not (start in ends and not ends.isdisjoint(not_next))

    async def _meet(self, side: _Side, new: Collection[str]) -> None:
        """Look at who was reached newly: the other end may know them, or its hubs be next to them."""
        other = self._other(side)
        for each in new:
            if each in other.before:
                self._offer([*self.near.way_to(each), *self.far.way_to(each)[-2::-1]])
        await self._bridge(other, [(each, hub) for hub in other.hubs for each in new])

    async def _bridge(self, side: _Side, pairs: list[tuple[str, str]]) -> None:
        """Offer the paths over a referral between a hub of the side and somebody whom the other one knows."""
        for each, hub in await self.neighbours.referred_pairs(pairs) if pairs else ():
            if self._allowed(each, hub):
                ends = (hub, each) if side is self.near else (each, hub)
                self._offer([*self.near.way_to(ends[0]), *self.far.way_to(ends[1])[::-1]])

    def _offer(self, path: list[str]) -> None:
        short = len(path) - 1 <= self.bounds.longest and len(set(path)) == len(path)
        if short and (self.best is None or (len(path), path) < (len(self.best), self.best)):
            self.best = path

    def _other(self, side: _Side) -> _Side:
        return self.far if side is self.near else self.near
