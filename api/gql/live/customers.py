"""Changes of one customer, for as long as somebody listens."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import datetime

from api.gql.live.feed import StateFeed
from api.gql.live.states import ChangeKind, State, kind_of, owners_of, read_states
from graph.errors import NotFoundError
from graph.store_async import AsyncStore


@dataclass(frozen=True)
class Change:
    """What became of a customer, who it is since, who else is in it, and since when the graph has it."""

    kind: ChangeKind
    customer_id: str
    others: tuple[str, ...]
    at: datetime


async def changes(feed: StateFeed, store: AsyncStore, asked: str) -> AsyncGenerator[Change, None]:
    """How the customer of an id is, and each change of it from then on; ends when it is erased.

    Raises NotFoundError where there is none.
    """
    async with feed.attended():
        mark = await feed.mark()
        known = await mark.state(asked)
        if known is None:
            raise NotFoundError(f"There is no customer {asked}.", "Search for it, or ask for another.")
        yield Change(ChangeKind.BEGINNING, known.id, (), mark.reached.at)
        while True:
            mark = await feed.mark(after=mark)
            now = await mark.state(asked)
            if now != known:  # what one run says may be half in the graph
                now = await feed.surely(lambda: _state(store, asked))
            change = await _change(store, known, now, mark.reached.at)
            if change is not None:
                yield change
            if now is None or (change is not None and change.kind is ChangeKind.ERASED):
                return
            known = now


async def _state(store: AsyncStore, asked: str) -> State | None:
    return (await read_states(store, [asked]))[0]


async def _change(store: AsyncStore, before: State, now: State | None, at: datetime) -> Change | None:
    lost = sorted(before.lost(now))
    current = now.id if now else before.id
    owners = [each for each in await owners_of(store, lost) if each != current] if lost else []
    kind = kind_of(before, now, owners)
    if kind is None:
        return None
    return Change(kind, current, _others(kind, before, now, owners), at)


def _others(kind: ChangeKind, before: State, now: State | None, owners: list[str]) -> tuple[str, ...]:
    """Who came in, or into whom it went; or who has left."""
    found: set[str] = set()
    if now is not None and kind is ChangeKind.MERGED:
        found = set(now.former - before.former) | {before.id}
    if now is not None and kind is ChangeKind.SPLIT:
        found = {*owners, *(before.former - now.former), before.id}
    return tuple(sorted(found - {now.id if now else ""}))
