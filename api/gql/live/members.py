"""Who enters and leaves the customers for whom a filter holds, for as long as somebody listens."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

from api.gql.errors import bad_input
from api.gql.live.feed import StateFeed

MOST = 5_000
"""Members that a subscription remembers."""

Members = Callable[[], Awaitable[list[str]]]
"""Reads the ids of the members, of more than MOST one more."""


@dataclass(frozen=True)
class Movement:
    """Ids of customers that entered and left, how many members there are, and since when the graph has it."""

    entered: tuple[str, ...]
    left: tuple[str, ...]
    count: int
    at: datetime


async def movements(feed: StateFeed, read: Members, first: int) -> AsyncGenerator[Movement, None]:
    """How many members there are, and from then on who enters and leaves, at most `first` each at a time."""
    async with feed.attended():
        mark = await feed.mark()
        known = await _members(read)
        yield Movement((), (), len(known), mark.reached.at)
        while True:
            mark = await feed.mark(after=mark)
            now = await _members(read)
            if known - now:  # they are missing, too, while a run is only half in the graph
                now = await feed.surely(lambda: _members(read))
            portions = zip_longest(_portions(now - known, first), _portions(known - now, first), fillvalue=())
            for entered, left in portions:
                yield Movement(entered, left, len(now), mark.reached.at)
            known = now


async def _members(read: Members) -> frozenset[str]:
    found = frozenset(await read())
    if len(found) > MOST:
        raise bad_input(f"The filter holds for more than {MOST:,} customers. Narrow it down.")
    return found


def _portions(ids: frozenset[str], size: int) -> list[tuple[str, ...]]:
    ordered = sorted(ids)
    return [tuple(ordered[start : start + size]) for start in range(0, len(ordered), size)]
