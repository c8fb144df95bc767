"""Paths between customers and what is around them, over what connects them.

The walks ask only for who is connected; by what, is asked of the steps that they found, if anybody wants to
know. `shortestPath` would not do: one of the stores picks a path first and filters afterwards, so it finds
none where a valid one is longer.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from strawberry.dataloader import DataLoader

from api.gql.kinds.names import KIND_OF_EDGE
from api.gql.times import moment
from api.gql.types.identity.records import IdentifierKind
from api.gql.types.networks.network import (
    Connection,
    ConnectionKind,
    CustomerPath,
    Neighbour,
    Neighbourhood,
    Pair,
    PathStep,
    StepsOf,
)
from cypher import load
from graph.store_async import AsyncStore
from graph.walks.around import around
from graph.walks.neighbours import GraphNeighbours
from graph.walks.several import several
from graph.walks.shortest import PathBounds, shortest


async def path_over(
    neighbours: GraphNeighbours, stops: Sequence[str], bounds: PathBounds
) -> CustomerPath | None:
    """The path that leads from each of the stops to the next, each leg a shortest one that touches nobody of
    the legs before; None where there is none of at most `longest` steps."""
    ids = list(stops[:1])
    for stop, ahead in pairwise(stops):
        later = set(stops) - {stop, ahead}
        rest = PathBounds(bounds.longest - len(ids) + 1, {*bounds.avoid, *ids[:-1], *later})
        leg = await shortest(neighbours, stop, ahead, rest)
        if leg is None:
            return None
        ids += leg[1:]
    [path] = paths_of(neighbours, [ids])
    return path


async def paths_between(
    neighbours: GraphNeighbours, ends: Pair, bounds: PathBounds, first: int
) -> list[CustomerPath]:
    """Up to so many paths, the shortest first."""
    return paths_of(neighbours, await several(neighbours, *ends, bounds, first))


async def neighbourhood(neighbours: GraphNeighbours, start: str, depth: int, limit: int) -> Neighbourhood:
    """The customers around one, and how each was reached."""
    found = await around(neighbours, start, depth, limit)
    return Neighbourhood(
        nodes=[Neighbour(customer_id=each, distance=steps) for each, steps in found.distance.items()],
        pairs=[(near, far) for far, near in found.before.items()],
        steps_of=_steps(neighbours),
        complete=found.complete,
    )


async def connections(store: AsyncStore, one: str, other: str) -> list[Connection]:
    """All that connects two customers in one step, in order of kind and value."""
    rows = await store.answer(load("read/connected_by"), **{"from": one, "to": other})
    return [_connection(row) for row in sorted(rows, key=_order)]


def paths_of(neighbours: GraphNeighbours, found: Iterable[list[str]]) -> list[CustomerPath]:
    """Paths given by their customers."""
    steps_of = _steps(neighbours)
    return [CustomerPath(length=len(ids) - 1, ids=ids, steps_of=steps_of) for ids in found]


def _steps(neighbours: GraphNeighbours) -> StepsOf:
    """What asks what connects pairs of customers, the first of several in order of kind, edge and value."""

    async def load_steps(pairs: list[Pair]) -> list[PathStep]:
        rows = await neighbours.store.answer(load("read/connections"), pairs=[list(pair) for pair in pairs])
        allowed = (row for row in sorted(rows, key=_order, reverse=True) if row[2] in neighbours.steps)
        found = {(row[0], row[1]): _step(row) for row in allowed}
        return [found[pair] for pair in pairs]

    return DataLoader(load_steps).load_many


def _order(row: Sequence[Any]) -> tuple[str, ...]:
    return tuple("" if part is None else str(part) for part in row)


def _step(row: Sequence[Any]) -> PathStep:
    near, far, kind, edge, value, forward = row
    return PathStep(
        kind=ConnectionKind(kind),
        from_id=near,
        to_id=far,
        identifier_kind=IdentifierKind(KIND_OF_EDGE[edge]) if edge else None,
        identifier_value=value,
        forward=forward,
    )


def _connection(row: Sequence[Any]) -> Connection:
    kind, edge, value, shared, thing, at, forward = row
    return Connection(
        kind=ConnectionKind(kind),
        identifier_kind=IdentifierKind(KIND_OF_EDGE[edge]) if edge else None,
        identifier_value=value,
        shared=shared,
        thing_id=thing,
        at=moment(at) if at else None,
        forward=forward,
    )
