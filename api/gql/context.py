"""What every resolver can reach."""

import strawberry
from strawberry.fastapi import BaseContext

from api.gql.areas import Areas
from api.gql.bill import Bill
from api.gql.budget import Budget, RateLimitedError
from api.gql.limits import Limits
from api.gql.loaders import Loaders
from api.gql.measure import Measured
from graph.identity.lookup.lookup import Lookups
from graph.policy.principals import Principal
from graph.search.search import Search
from graph.settings import Settings
from graph.store_async import AsyncStore


class Context(BaseContext):
    """Who asks, and the store, the loaders, the limits and the settings of one operation, and look-ups."""

    def __init__(
        self,
        principal: Principal,
        store: AsyncStore,
        loaders: Loaders,
        limits: Limits,
        settings: Settings,
        lookups: Lookups | None = None,
        areas: Areas | None = None,
        search: Search | None = None,
        budget: Budget | None = None,
    ) -> None:
        super().__init__()
        self.principal = principal
        self.store = store
        self.loaders = loaders
        self.limits = limits
        self.settings = settings
        self.lookups = lookups
        self.areas = areas or Areas()
        self.search = search or Search(settings)
        self.budget = budget
        self.bill = Bill()

    async def admit(self, kind: str, measured: Measured) -> None:
        """Let an operation begin that is no larger than it may be, and that the budget pays for.

        Raises RequestError.
        """
        self.bill.kind, self.bill.cost = kind, measured.cost
        self.limits.check(measured)
        if self.budget is not None:
            try:
                self.bill.allowance = await self.budget.charge(self.principal, measured.cost)
            except RateLimitedError as error:
                self.bill.allowance, self.bill.too_much = error.allowance, True
                raise


Info = strawberry.Info[Context, None]
