"""Notices that the graph has moved, once for all subscriptions of a process.

The projector leaves its checkpoint in the graph, whichever process it runs in, so nothing else has to carry
news. Nothing is queued: who is slow sees the later state alone.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import TypeVar

from strawberry.dataloader import DataLoader

import cypher
from api.gql.errors import described
from api.gql.live.states import State, read_states
from graph.projection.watching import WatchedState
from graph.store_async import AsyncStore

log = logging.getLogger("ckg.api")

LOOK_SECONDS = 0.5
"""Between two looks at the checkpoint."""
REST_SECONDS = 30.0
"""After which a graph that does not move, though the journal has more, is taken to be left as it is."""

T = TypeVar("T")


class GraphState:
    """A state of the graph, and what was read of customers since then, each once for all who ask."""

    def __init__(self, reached: WatchedState, store: AsyncStore) -> None:
        self.reached = reached
        self._states: DataLoader[str, State | None] = DataLoader(lambda ids: read_states(store, ids))

    async def state(self, customer_id: str) -> State | None:
        """A customer as it is now; None where the graph has none of this id."""
        return await self._states.load(customer_id)


class StateFeed:
    """The graph's states, one after the other, while there are listeners."""

    def __init__(self, store: Callable[[], AsyncStore], additions: Callable[[], Mapping[str, int]]) -> None:
        """`additions` are the versions at which rows came last into the journal's tables; asked for in a
        thread."""
        self._store, self._additions = store, additions
        self._listeners = 0
        self._task: asyncio.Task[None] | None = None
        self._mark: GraphState | None = None
        self._moved = asyncio.Event()

    @asynccontextmanager
    async def attended(self) -> AsyncIterator[None]:
        """Somebody listens for as long as the block lasts."""
        self._listeners += 1
        if self._task is None:
            self._mark, self._moved = None, asyncio.Event()
            self._task = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            self._listeners -= 1
            if not self._listeners and self._task is not None:
                self._task.cancel()
                self._task = None

    async def mark(self, after: GraphState | None = None) -> GraphState:
        """The state that the graph is in, or the next one after another."""
        while self._mark is None or self._mark is after:
            await self._moved.wait()
        return self._mark

    async def surely(self, read: Callable[[], Awaitable[T]]) -> T:
        """What is read of a graph that has all that the journal has now, and does not move meanwhile.

        The projector writes what one run says in several steps; in between a merge looks like something else.
        A graph that nobody brings up to the journal is read once it rests, but not in the midst of a rebuild.
        """
        until = await asyncio.to_thread(self._additions)
        moved, since = "", time.monotonic()
        while True:
            before = await self._look()
            if before.text != moved:
                moved, since = before.text, time.monotonic()
            is_left = time.monotonic() - since > REST_SECONDS and self._has_told(before)
            if before.holds(until) or is_left:
                found = await read()
                if (await self._look()).text == before.text:
                    _warn_of(before.lacking(until))
                    return found
            await asyncio.sleep(LOOK_SECONDS)

    def _has_told(self, found: WatchedState) -> bool:
        """Whether the graph has all that it had when it moved last."""
        return self._mark is not None and found.holds(self._mark.reached.versions)

    async def _look(self) -> WatchedState:
        return WatchedState.of(await self._store().run(cypher.load("projection/checkpoint")))

    async def _watch(self) -> None:
        """Look again and again; a store that cannot be asked is waited for, a rebuild to its end."""
        held: Mapping[str, int] = {}
        while True:
            try:
                reached = await self._look()
                # A rebuild goes on, or an older journal was restored and there is no more than it has.
                if not reached.holds(held):
                    journal = await asyncio.to_thread(self._additions)
                    held = {table: min(version, journal.get(table, 0)) for table, version in held.items()}
                if reached.holds(held):
                    held = reached.versions
                    self._set(reached)
            except Exception as error:  # whatever it is: who waits goes on waiting
                log.warning("subscriptions wait: %s", described(error))
            await asyncio.sleep(LOOK_SECONDS)

    def _set(self, reached: WatchedState) -> None:
        if self._mark is None or self._mark.reached.text != reached.text:
            self._mark = GraphState(reached, self._store())
            self._moved.set()
            self._moved = asyncio.Event()


def _warn_of(lacking: Sequence[str]) -> None:
    if lacking:
        log.warning(
            "subscriptions: nobody brings what is new in the journal's %s into the graph; told as it is",
            ", ".join(lacking),
        )
