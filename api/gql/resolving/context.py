"""What every resolver can reach."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Self

import strawberry
from strawberry.fastapi import BaseContext

from api.gql.codes import Code
from api.gql.compile.execution.plans import Plan
from api.gql.compile.execution.shared_reads import SharedReads
from api.gql.errors import RequestError, code_of
from api.gql.limits.bill import Bill
from api.gql.limits.budget import Budget, RateLimitedError
from api.gql.limits.limits import Limits
from api.gql.limits.measure import QueryMeasure
from api.gql.live.feed import StateFeed
from api.gql.live.slots import Slots
from api.gql.resolving.areas import Areas
from api.gql.resolving.loaders import Loaders
from graph.identity.lookup.lookup import Lookups
from graph.policy.principals import Principal
from graph.search.search import Search
from graph.settings import Settings
from graph.store_async import AsyncStore

Still = Callable[[], Awaitable[Principal | None]]
"""Who asks, looked at again; None for somebody whose key or token does not count any more."""


@dataclass(frozen=True)
class SharedContext:
    """What all operations of a process have in common."""

    limits: Limits
    settings: Settings
    lookups: Lookups | None = None
    areas: Areas = field(default_factory=Areas)
    search: Search | None = None
    budget: Budget | None = None
    feed: StateFeed | None = None
    slots: Slots | None = None
    reads: SharedReads = field(default_factory=SharedReads)


class Context(BaseContext):
    """Who asks, and what one operation reads and costs, besides what it shares with others."""

    def __init__(
        self,
        principal: Principal,
        store: AsyncStore,
        loaders: Loaders,
        shared: SharedContext,
        still: Still | None = None,
    ) -> None:
        super().__init__()
        self.principal = principal
        self.store = store
        self.loaders = loaders
        self.shared = shared
        self.limits, self.settings = shared.limits, shared.settings
        self.lookups, self.areas, self.budget = shared.lookups, shared.areas, shared.budget
        self.search = shared.search or Search(shared.settings)
        self.bill = Bill()
        self.still: Still = still or self._unchanged

    @property
    def feed(self) -> StateFeed:
        """What tells of changes."""
        assert self.shared.feed is not None  # noqa: S101 - the endpoint gives one to whatever subscribes
        return self.shared.feed

    def for_operation(self) -> Self:
        """The same for a further operation of a connection."""
        return type(self)(self.principal, self.store, self.loaders.anew(), self.shared, self.still)

    async def check_still(self) -> None:
        """Raises RequestError where who asks does not count any more, or has other roles."""
        now = await self.still()
        if now is None or now != self.principal:
            raise RequestError(
                Code.UNAUTHENTICATED, "The key or token does not count any more, or has other roles."
            )

    async def read(self, plan: Plan, values: dict[str, Any]) -> list[Any]:
        """The row that the statement of a plan answers; raises a StoreError."""
        return await self.shared.reads.row(self.store, plan, values, self.bill.cost)

    def read_anew(self) -> None:
        """Forget what was read: the graph has moved."""
        self.loaders.forget()

    async def admit(self, kind: str, measured: QueryMeasure) -> None:
        """Let an operation begin that is no larger than it may be, and that the budget pays for.

        Raises RequestError.
        """
        self.bill.kind, self.bill.cost = kind, measured.cost
        self.limits.check(measured)
        await self.pay(measured.cost)

    async def pay(self, cost: int) -> None:
        """Take a cost from the budget of who asks; raises RequestError where it is used up."""
        if self.budget is None:
            return
        try:
            self.bill.allowance = await self.budget.charge(self.principal, cost)
        except RateLimitedError as error:
            self.bill.allowance, self.bill.too_much = error.allowance, True
            raise

    @asynccontextmanager
    async def in_time(self, what: str = "The operation") -> AsyncIterator[None]:
        """As `Limits.in_time`; running out of time counts for the rate."""
        try:
            async with self.limits.in_time(what):
                yield
        except RequestError as error:
            if code_of(error) is Code.TIMEOUT and self.budget is not None:
                charged = await self.budget.charge_timeout(self.principal)
                self.bill.allowance = charged or self.bill.allowance
            raise

    async def _unchanged(self) -> Principal:
        return self.principal


Info = strawberry.Info[Context, None]
