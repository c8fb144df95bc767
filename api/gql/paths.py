"""Shortest paths between customers over what connects them.

The search runs level by level from both ends, one statement a level, and asks only for who is connected; by
what, it asks of the steps of the path it found. `shortestPath` would not do: one of the stores picks a path
first and filters afterwards, so it finds none where a valid one is longer.
"""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from api.gql.compile.columns import KIND_OF_EDGE
from api.gql.types.identity import IdentifierKind
from api.gql.types.network import ConnectionKind, CustomerPath, PathStep
from cypher import load
from graph.store_async import AsyncStore

FRONTIER = 5_000
"""Customers of one level that are followed at most: a hub beyond that connects everybody."""

BRIDGED = 150
"""Pairs of customers that are looked at before a frontier is followed."""


@dataclass
class _Side:
    """What a search from one end has reached: for each customer the one before it."""

    start: str
    before: dict[str, str] = field(default_factory=dict)
    frontier: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.before[self.start] = self.start
        self.frontier = [self.start]

    def add(self, pairs: list[list[str]]) -> None:
        """Take in who the frontier is connected with; the customers new among them are the next one."""
        reached: list[str] = []
        for near, far in sorted(pairs):  # so that both stores find the same path
            if far not in self.before:
                self.before[far] = near
                reached.append(far)
        self.frontier = reached

    def way_to(self, customer: str) -> list[str]:
        """The customers from the start to one that was reached."""
        way = [customer]
        while way[-1] != self.start:
            way.append(self.before[way[-1]])
        return way[::-1]


async def shortest_path(store: AsyncStore, start: str, end: str, longest: int) -> CustomerPath | None:
    """A shortest path of at most `longest` steps, or null; the first in order of ids where several."""
    ids = await _customers_between(store, start, end, longest)
    if ids is None:
        return None
    steps = await _steps(store, ids) if len(ids) > 1 else []
    return CustomerPath(length=len(steps), steps=steps, ids=ids)


async def _customers_between(store: AsyncStore, start: str, end: str, longest: int) -> list[str] | None:
    near, far = _Side(start), _Side(end)
    for _ in range(longest):
        if start == end:
            break
        side, other = (near, far) if len(near.frontier) <= len(far.frontier) else (far, near)
        if not side.frontier:
            return None
        if bridge := await _bridge(store, near.frontier, far.frontier):
            return [*near.way_to(bridge[0]), *far.way_to(bridge[1])[::-1]]
        side.add(await store.answer(load("read/connected_customers"), ids=side.frontier[:FRONTIER]))
        met = min((i for i in side.frontier if i in other.before), default=None)
        if met is not None:
            return [*near.way_to(met), *far.way_to(met)[-2::-1]]
    return [start] if start == end else None


async def _bridge(store: AsyncStore, near: list[str], far: list[str]) -> tuple[str, str] | None:
    """Two customers of the frontiers whom one step connects, looked for where it costs little.

    It spares following a hub, which few pairs of customers are far apart from, to everybody it is next to.
    """
    if not 1 < len(near) * len(far) <= BRIDGED:
        return None
    pairs = [[one, other] for one in near for other in far]
    found = await store.answer(load("read/connections"), pairs=pairs)
    return min(((row[0], row[1]) for row in found), default=None)


async def _steps(store: AsyncStore, ids: list[str]) -> list[PathStep]:
    """What connects each customer with the next, the first of several in order of kind, edge and value."""
    pairs = list(pairwise(ids))
    rows = await store.answer(load("read/connections"), pairs=[list(pair) for pair in pairs])
    found = {(row[0], row[1]): row for row in sorted(rows, key=_order, reverse=True)}
    return [_step(found[pair]) for pair in pairs]


def _order(row: list[Any]) -> tuple[str, ...]:
    return tuple(str(part or "") for part in row)


def _step(row: list[Any]) -> PathStep:
    near, far, kind, edge, value, forward = row
    return PathStep(
        kind=ConnectionKind(kind),
        from_id=near,
        to_id=far,
        identifier_kind=IdentifierKind(KIND_OF_EDGE[edge]) if edge else None,
        identifier_value=value,
        forward=forward,
    )
