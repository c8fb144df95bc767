"""Queries of how customers are connected: paths, neighbourhoods, what connects two."""

from collections.abc import Sequence
from typing import Annotated

import strawberry

from api.gql.codes import Code
from api.gql.declare import resolved
from api.gql.errors import RequestError, bad_input
from api.gql.operations import paths
from api.gql.resolving.context import Info
from api.gql.types.networks.network import Connection, ConnectionKind, CustomerPath, Neighbourhood
from graph.walks.neighbours import GraphNeighbours, Step
from graph.walks.shortest import PathBounds

MOST_NAMED = 100
"""Customers that an argument names at most."""

MOST_PATHS = 20
"""Paths that are returned at most: each takes as many searches as it has steps."""

From = Annotated[strawberry.ID, strawberry.argument(name="from")]


@strawberry.type
class PathQuery:
    """Where operations on paths start."""

    @resolved(
        "A shortest path between two customers over referrals, identifiers that both use and households; "
        "null when there is none of at most `maxLength` steps. It passes the customers of `via` in their "
        "order, touches none of `avoid`, and takes steps of `kinds` alone. With `minProbability`, "
        "identifiers count of records alone that belong to their customers at least so surely."
    )
    async def path(
        self,
        info: Info,
        from_: From,
        to: strawberry.ID,
        max_length: int = 4,
        via: list[strawberry.ID] | None = None,
        avoid: list[strawberry.ID] | None = None,
        kinds: list[ConnectionKind] | None = None,
        min_probability: float | None = None,
    ) -> CustomerPath | None:
        """The path, with its customers."""
        neighbours = _neighbours(info, kinds, min_probability)
        bounds = await _bounds(info, max_length, avoid)
        stops = await neighbours.starts([from_, *_named("via", via), to])
        if None in stops:
            return None
        known = [stop for stop in stops if stop is not None]
        if via and len(set(known)) < len(known):
            raise bad_input("A path passes nobody twice: name each customer once in from, via and to.")
        if any(stop in bounds.avoid for stop in known):
            return None
        return await paths.path_over(neighbours, known, bounds)

    @resolved("Several paths between two customers, the shortest first; the arguments are those of `path`.")
    async def paths(
        self,
        info: Info,
        from_: From,
        to: strawberry.ID,
        first: int = 3,
        max_length: int = 4,
        avoid: list[strawberry.ID] | None = None,
        kinds: list[ConnectionKind] | None = None,
        min_probability: float | None = None,
    ) -> list[CustomerPath]:
        """Paths that touch no customer twice."""
        info.context.limits.check_depth("first", first, MOST_PATHS)
        neighbours = _neighbours(info, kinds, min_probability)
        bounds = await _bounds(info, max_length, avoid)
        start, end = await neighbours.starts([from_, to])
        if start is None or end is None or start in bounds.avoid or end in bounds.avoid:
            return []
        return await paths.paths_between(neighbours, (start, end), bounds, first)

    @resolved(
        "Customers within `depth` steps of one, nearest first, up to `limit`; null when there is no such "
        "customer. `kinds` and `minProbability` are those of `path`."
    )
    async def neighbourhood(
        self,
        info: Info,
        customer: strawberry.ID,
        depth: int = 1,
        kinds: list[ConnectionKind] | None = None,
        limit: int = 100,
        min_probability: float | None = None,
    ) -> Neighbourhood | None:
        """The customers, and how each was reached."""
        limits = info.context.limits
        limits.check_depth("depth", depth, limits.path_length // 2)
        limits.check_depth("limit", limit, limits.network_nodes)
        neighbours = _neighbours(info, kinds, min_probability)
        [start] = await neighbours.starts([customer])
        return await paths.neighbourhood(neighbours, start, depth, limit) if start else None

    @resolved(
        "What connects two customers directly: identifiers that both use, also those that too many share, "
        "referrals, households, orders, contracts and tickets; empty when nothing does."
    )
    async def connected_by(
        self, info: Info, from_: From, to: strawberry.ID, first: int = 50
    ) -> list[Connection]:
        """The connections, in order of kind and value."""
        start, end = await info.context.loaders.current_ids([from_, to])
        if start is None or end is None or start == end:
            return []
        return (await paths.connections(info.context.store, start, end))[:first]


async def _bounds(info: Info, longest: int, avoid: Sequence[str] | None) -> PathBounds:
    info.context.limits.check_depth("maxLength", longest, info.context.limits.path_length)
    named = await info.context.loaders.current_ids(_named("avoid", avoid)) if avoid else []
    return PathBounds(longest, {each for each in named if each is not None})


def _named(argument: str, ids: Sequence[str] | None) -> Sequence[str]:
    if ids is not None and len(ids) > MOST_NAMED:
        told = f"{argument} names {len(ids)} customers; it can name up to {MOST_NAMED}."
        raise RequestError(Code.BAD_INPUT, told)
    return ids or ()


def _neighbours(
    info: Info, kinds: Sequence[ConnectionKind] | None, probability: float | None
) -> GraphNeighbours:
    walked = {each.value for each in Step}
    if kinds is not None and (not kinds or not walked.issuperset(kinds)):
        raise bad_input(f"kinds can be {', '.join(sorted(walked))}: walks follow nothing else.")
    if probability is not None and not 0 <= probability <= 1:
        raise bad_input(f"minProbability is {probability}; it can be from 0 to 1.")
    steps = tuple(Step(kind.value) for kind in kinds) if kinds else tuple(Step)
    return GraphNeighbours(info.context.store, steps, probability)
