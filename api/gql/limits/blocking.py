"""Work that blocks, one piece at a time: an explanation or a run takes a core and its memory."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")

_worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="stewardship")


async def in_worker(work: Callable[[], T]) -> T:
    """The result of `work`, done in a thread of its own after what was asked before.

    When the operation is given up, work that has begun is still finished.
    """
    return await asyncio.get_running_loop().run_in_executor(_worker, work)
