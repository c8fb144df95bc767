"""Work that blocks, in threads of its own: that of one kind waits for its own kind alone."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore
from typing import TypeVar

from api.gql.codes import Code
from api.gql.errors import RequestError

T = TypeVar("T")


class Workers:
    """Threads for work of one kind; `waiting` pieces more than there are threads may wait for one."""

    def __init__(self, name: str, threads: int, waiting: int) -> None:
        self._threads = ThreadPoolExecutor(max_workers=threads, thread_name_prefix=name)
        self._places = BoundedSemaphore(threads + waiting)

    async def result(self, work: Callable[[], T]) -> T:
        """The result of `work`; raises RequestError where as much as may wait is waiting.

        Work of an operation that is given up is not begun any more; what has begun is finished.
        """
        if not self._places.acquire(blocking=False):
            raise RequestError(
                Code.BUSY,
                "The server has as much work of this kind as it takes in. Send it again in a moment.",
            )
        doing = self._threads.submit(work)
        doing.add_done_callback(lambda _done: self._places.release())
        return await asyncio.wrap_future(doing)


WAITING = 100
"""More of the costliest work would not be done in the time of an operation anyway."""

READING = Workers("reading", 1, WAITING)
"""Explanations, and whatever else is worked out of the journal: each takes a core and its memory."""

ACTING = Workers("acting", 1, 10_000)
"""What stewards and admins do, one after the other; a training takes minutes, and nobody reads behind it."""

LOOKING_UP = Workers("looking-up", 2, WAITING)
"""Whose record something is, by the index of the last run."""

SEARCHING = Workers("searching", 2, WAITING)
"""The search; where its index has to be made first, that is waited for."""
