"""Reads that begin at the same time are one statement: equal ones, and those of one plan at several nodes.

What a statement costs beside its work, in the driver and in the store, is most of what a small one costs. A
busy server has several requests to answer in each turn of its event loop; nothing waits for others to come.
"""

import asyncio
import time
from asyncio import Future
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from itertools import chain
from typing import Any

from api.gql.compile.execution.plans import JointQuery, Plan
from cypher import Dialect
from graph.errors import StoreError
from graph.store_async import AsyncStore
from graph.stores.errors import StoreUnavailableError

MOST = 8
"""Nodes of one statement: it runs on one processor of the store."""
PATIENCE = 0.25
"""Seconds after which what was read together is read one by one: nobody is late for a slow part of another's,
a customer of whom there are a hundred thousand referrals to look through."""
ALONE = 2.0
"""Seconds for which the same operation is then read alone: where much is slow, nothing is done twice."""
LARGEST = 1_000
"""Objects that an operation could return at most which is read with others: nobody waits for a large one."""

Row = list[Any]
Key = tuple[Any, ...]
"""What reads of one statement have in common; it begins with the id of a joint statement, or of a plan."""
Waiting = dict[Any, list[Future[Row | None]]]
"""Who else waits for a row, by what is looked for; None is told to those who have to read alone."""
Read = Callable[[list[Any]], Awaitable[list[Row]]]
"""Reads a row for each of what is looked for."""


class SharedReads:
    """The reads of all operations of a process. Nobody may change a row."""

    def __init__(self, patience: float = PATIENCE) -> None:
        """`patience` is in seconds, see `PATIENCE`."""
        self._patience = patience
        self._open: dict[Key, Waiting] = {}
        self._alone: dict[int, float] = {}
        """Until when what is asked by a joint statement is read alone, by its id."""

    async def row(self, store: AsyncStore, plan: Plan, values: Mapping[str, Any], cost: int) -> Row:
        """The row that a plan's statement answers; raises what `AsyncStore.answer` raises.

        Whoever comes first reads for those who come in the same turn of the event loop. Embedded stores are
        asked for one node at a time: they know its place by its key alone where it is a parameter.
        """
        joint = plan.joint if cost <= LARGEST and store.dialect is Dialect.NEO4J else None
        if joint is not None and self._is_slow(joint):
            joint = None
        sought = values[joint.parameter] if joint else None
        fixed = (repr(value) for name, value in values.items() if joint is None or name != joint.parameter)
        key = (id(joint or plan), id(store), *fixed)
        waiting = self._open.get(key)
        if waiting is None or (sought not in waiting and len(waiting) == MOST):
            waiting = self._open[key] = {sought: []}
            found = await self._first(key, waiting, partial(_rows, store, plan, values))
        else:
            row: Future[Row | None] = asyncio.get_running_loop().create_future()
            waiting.setdefault(sought, []).append(row)
            found = await row
        return await store.answer(plan.query, **values) if found is None else found

    async def _first(self, key: Key, waiting: Waiting, read: Read) -> Row | None:
        """The row of who came first, and the others theirs; None for those who have to read alone."""
        rows: list[Row] | None = None
        try:
            await asyncio.sleep(0)
            self._close(key, waiting)
            together = len(waiting) > 1
            rows = await (self._together(key[0], read, [*waiting]) if together else read([*waiting]))
            return rows[0] if rows else None
        except StoreUnavailableError as error:
            for row in chain(*waiting.values()):
                if not row.done():
                    row.set_exception(error)
            raise
        finally:
            self._close(key, waiting)
            for place, others in enumerate(waiting.values()):
                for row in others:
                    if not row.done():
                        row.set_result(rows[place] if rows else None)

    async def _together(self, joint: int, read: Read, sought: list[Any]) -> list[Row] | None:
        """A row for each of what is sought; None where all have to be read alone, since it takes too long, or
        one of them may be what the store does not accept."""
        try:
            async with asyncio.timeout(self._patience):
                return await read(sought)
        except TimeoutError:
            now = time.monotonic()
            lately = {it: until for it, until in self._alone.items() if until > now}  # plans go, too
            self._alone = lately | {joint: now + ALONE}
        except StoreUnavailableError:
            raise
        except StoreError:
            pass
        return None

    def _is_slow(self, joint: JointQuery) -> bool:
        """Whether a statement of these took too long just now."""
        return self._alone.get(id(joint), 0.0) > time.monotonic()

    def _close(self, key: Key, waiting: Waiting) -> None:
        if self._open.get(key) is waiting:
            del self._open[key]


async def _rows(store: AsyncStore, plan: Plan, values: Mapping[str, Any], sought: list[Any]) -> list[Row]:
    """A row for each of what is sought in the place of one of the values."""
    if plan.joint is None or len(sought) == 1:
        return [await store.answer(plan.query, **values)]
    fixed = {name: value for name, value in values.items() if name != plan.joint.parameter}
    rows = dict(await store.answer(plan.joint.query, **fixed, asked=list(enumerate(sought))))
    return [rows[place] for place in range(len(sought))]
