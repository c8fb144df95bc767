"""Shortest paths between customers over what connects them.

The search runs level by level from both ends, one query a level. `shortestPath` would not do: one of
the stores picks a path first and filters afterwards, so it finds none where a valid one is longer.
"""

from dataclasses import dataclass, field

from api.gql.types.identity import KIND_OF_EDGE, IdentifierKind
from api.gql.types.network import ConnectionKind, CustomerPath, PathStep
from cypher import load
from graph.store import Row
from graph.store_async import AsyncStore

FRONTIER = 5_000
"""Customers of one level that are followed at most: a hub beyond that connects everybody."""


@dataclass
class _Side:
    """What a search from one end has reached: for each customer the step that led there."""

    start: str
    steps: dict[str, PathStep | None] = field(default_factory=dict)
    frontier: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.steps[self.start] = None
        self.frontier = [self.start]

    def add(self, rows: list[Row]) -> None:
        """Take in the connections of the frontier; the customers new among them are the next one."""
        reached: list[str] = []
        for row in sorted(rows, key=_in_order):
            if row["other"] not in self.steps:
                self.steps[row["other"]] = _step(row)
                reached.append(row["other"])
        self.frontier = reached

    def way_to(self, customer: str) -> list[PathStep]:
        """The steps from the start to a customer that was reached."""
        way: list[PathStep] = []
        step = self.steps[customer]
        while step is not None:
            way.append(step)
            step = self.steps[step.from_id]
        return way[::-1]


async def shortest_path(store: AsyncStore, start: str, end: str, longest: int) -> CustomerPath | None:
    """A shortest path of at most `longest` steps, or null; the first in order of ids where several."""
    near, far = _Side(start), _Side(end)
    for _ in range(longest):
        if start == end:
            break
        side, other = (near, far) if len(near.frontier) <= len(far.frontier) else (far, near)
        if not side.frontier:
            return None
        side.add(await store.run(load("read/customer_connections"), ids=side.frontier[:FRONTIER]))
        met = min((i for i in side.frontier if i in other.steps), default=None)
        if met is not None:
            return _joined(near.way_to(met), far.way_to(met), start)
    return _joined([], [], start) if start == end else None


def _joined(there: list[PathStep], back: list[PathStep], start: str) -> CustomerPath:
    steps = [*there, *(_reversed(step) for step in reversed(back))]
    return CustomerPath(length=len(steps), steps=steps, ids=[start, *(step.to_id for step in steps)])


def _in_order(row: Row) -> tuple[str, ...]:
    """Both stores find the same path when several are equally short."""
    return row["kind"], row["edge"] or "", row["value"] or "", row["id"], row["other"]


def _step(row: Row) -> PathStep:
    edge = row["edge"]
    return PathStep(
        kind=ConnectionKind(row["kind"]),
        from_id=row["id"],
        to_id=row["other"],
        identifier_kind=IdentifierKind(KIND_OF_EDGE[edge]) if edge else None,
        identifier_value=row["value"],
        forward=row["forward"],
    )


def _reversed(step: PathStep) -> PathStep:
    return PathStep(
        kind=step.kind,
        from_id=step.to_id,
        to_id=step.from_id,
        identifier_kind=step.identifier_kind,
        identifier_value=step.identifier_value,
        forward=None if step.forward is None else not step.forward,
    )
