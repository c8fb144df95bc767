"""How many messages a write key may send in a minute."""

from __future__ import annotations

import math
import time

from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter

from graph.policy.write_keys import WriteKey


class Rates:
    """Counts the messages of each key, in this process; a key's own rate goes before the one of all. 0 is
    without limit."""

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    async def seconds(self, key: WriteKey, messages: int) -> int | None:
        """Count messages of a key; after how many seconds to try again where they are too many, and then they
        are not counted. A batch of more than the rate counts as the rate."""
        rate = self._rate if key.rate is None else key.rate
        if not rate:
            return None
        item = RateLimitItemPerMinute(rate)
        if await self._limiter.hit(item, key.id, cost=min(max(messages, 1), rate)):
            return None
        window = await self._limiter.get_window_stats(item, key.id)
        return max(1, math.ceil(window.reset_time - time.time()))
