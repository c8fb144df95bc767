"""What somebody may ask for in a minute, in the measure of cost."""

import math
import time
from dataclasses import dataclass
from typing import Self

from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter

from api.gql.codes import Code
from api.gql.errors import RequestError
from graph.policy.principals import Principal
from graph.settings import Settings

TIMEOUT_SHARE = 0.2
"""What an operation costs besides that ran out of its time, of what a minute allows. Few objects can be much
work: who has an interest in common with whoever has one in common with somebody."""


@dataclass(frozen=True)
class Allowance:
    """What of a minute's `limit` remains, and after how many seconds some of it comes back."""

    limit: int
    remaining: int
    seconds: int

    @property
    def headers(self) -> dict[str, str]:
        """The allowance as headers of an answer."""
        return {
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(self.remaining),
            "RateLimit-Reset": str(self.seconds),
        }


class RateLimitedError(RequestError):
    """Somebody has asked for more in the last minute than they may."""

    def __init__(self, cost: int, allowance: Allowance) -> None:
        self.allowance = allowance
        wait = f"Wait {allowance.seconds} s, or ask for less."
        if cost > allowance.limit:
            wait = "It is more than a whole minute allows: ask for less."
        super().__init__(
            Code.RATE_LIMITED,
            f"The operation costs {cost}; {allowance.remaining} of {allowance.limit} a minute remain. {wait}",
        )


class Budget:
    """What principals may ask for by the role that allows most; kept in this process. 0 is without limit."""

    def __init__(self, rate: int, rates: dict[str, int]) -> None:
        self._rate = rate
        self._rates = rates
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """The budget that the settings name."""
        return cls(settings.graphql_rate, settings.graphql_rates)

    async def charge(self, who: Principal, cost: int) -> Allowance | None:
        """Take a cost from somebody's budget; None where there is no limit. Raises RateLimitedError."""
        limit = self._limit(who)
        if not limit:
            return None
        item, charged = RateLimitItemPerMinute(limit), max(cost, 1)
        taken = await self._limiter.hit(item, who.name, cost=charged)
        window = await self._limiter.get_window_stats(item, who.name)
        seconds = max(1, math.ceil(window.reset_time - time.time()))
        allowance = Allowance(limit, window.remaining, seconds)
        if not taken:
            raise RateLimitedError(charged, allowance)
        return allowance

    async def charge_timeout(self, who: Principal) -> Allowance | None:
        """Take from somebody's budget what running out of time costs, or what is left; None where that is
        nothing, or where there is no limit."""
        limit = self._limit(who)
        if not limit:
            return None
        left = await self._limiter.get_window_stats(RateLimitItemPerMinute(limit), who.name)
        return (
            await self.charge(who, min(int(limit * TIMEOUT_SHARE), left.remaining))
            if left.remaining
            else None
        )

    def _limit(self, who: Principal) -> int:
        named = [self._rates[role] for role in who.roles if role in self._rates]
        return 0 if 0 in named else max(named, default=self._rate)
