"""What every resolver can reach."""

import strawberry
from strawberry.fastapi import BaseContext

from api.gql.areas import Areas
from api.gql.limits import Limits
from api.gql.loaders import Loaders
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


Info = strawberry.Info[Context, None]
