"""Reads that begin at the same time with the same plan are one statement.

What a statement costs beside its work, in the driver and in the store, is most of what a small one costs. A
busy server has several requests to answer in each turn of its event loop; nothing waits for others to come.
"""

import asyncio
import time
from asyncio import Future
from collections.abc import Mapping
from typing import Any

from api.gql.compile.execution.plans import JointQuery, Plan
from cypher import Dialect
from graph.errors import StoreError
from graph.store_async import AsyncStore
from graph.stores.errors import StoreUnavailableError

MOST = 8
"""Readers of one statement: it runs on one processor of the store."""
PATIENCE = 0.25
"""Seconds after which what was read together is read one by one: nobody is late for a slow part of another's,
a customer of whom there are a hundred thousand referrals to look through."""
ALONE = 2.0
"""Seconds for which the same operation is then read alone: where much is slow, nothing is done twice."""
LARGEST = 1_000
"""Objects that an operation could return at most which is read with others: nobody waits for a large one."""

Row = list[Any]
Followers = list[tuple[Any, Future[Row | None]]]
"""What is looked for, and the row that it has; None for one that has to be read alone."""


class SharedReads:
    """The reads of all operations of a process."""

    def __init__(self, patience: float = PATIENCE) -> None:
        """`patience` is in seconds, see `PATIENCE`."""
        self._patience = patience
        self._open: dict[tuple[Any, ...], Followers] = {}
        self._alone: dict[int, float] = {}
        """Until when what is asked by a joint statement is read alone, by its id."""

    async def row(self, store: AsyncStore, plan: Plan, values: Mapping[str, Any], cost: int) -> Row:
        """The row that a plan's statement answers; raises what `AsyncStore.answer` raises.

        Whoever comes first reads for those who come in the same turn of the event loop. Embedded stores are
        asked one by one: they know the place of a node by its key alone where it is a parameter.
        """
        joint = plan.joint if cost <= LARGEST and store.dialect is Dialect.NEO4J else None
        found: Row | None = None
        if joint is not None and not self._is_slow(joint):
            fixed = {name: value for name, value in values.items() if name != joint.parameter}
            found = await self._shared(store, joint, values[joint.parameter], fixed)
        return found or await store.answer(plan.query, **values)

    async def _shared(
        self, store: AsyncStore, joint: JointQuery, sought: Any, fixed: dict[str, Any]
    ) -> Row | None:
        key = (id(joint), id(store), *map(repr, fixed.values()))
        followers = self._open.get(key)
        if followers is not None and len(followers) < MOST - 1:
            row: Future[Row | None] = asyncio.get_running_loop().create_future()
            followers.append((sought, row))
            return await row
        followers = self._open[key] = []
        try:
            await asyncio.sleep(0)
            self._close(key, followers)
            if not followers:
                return None
            asked = [sought, *(each for each, _ in followers)]
            async with asyncio.timeout(self._patience):
                return await _read(store, joint, asked, fixed, followers)
        except TimeoutError:
            now = time.monotonic()
            lately = {it: until for it, until in self._alone.items() if until > now}  # plans go, too
            self._alone = lately | {id(joint): now + ALONE}
            return None
        finally:
            self._close(key, followers)
            for _, row in followers:
                if not row.done():
                    row.set_result(None)

    def _is_slow(self, joint: JointQuery) -> bool:
        """Whether a statement of these took too long just now."""
        return self._alone.get(id(joint), 0.0) > time.monotonic()

    def _close(self, key: tuple[Any, ...], followers: Followers) -> None:
        if self._open.get(key) is followers:
            del self._open[key]


async def _read(
    store: AsyncStore, joint: JointQuery, sought: list[Any], fixed: dict[str, Any], followers: Followers
) -> Row | None:
    """The row of who came first, after the others have theirs; None where all have to be read alone, since
    one of them may be what the store does not accept."""
    try:
        rows = dict(await store.answer(joint.query, **fixed, asked=list(enumerate(sought))))
    except StoreUnavailableError as error:
        for _, row in followers:
            if not row.done():
                row.set_exception(error)
        raise
    except StoreError:
        return None
    for place, (_, row) in enumerate(followers, 1):
        if not row.done():
            row.set_result(rows[place])
    first: Row = rows[0]
    return first
