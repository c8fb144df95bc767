"""What every resolver can reach."""

import strawberry
from strawberry.fastapi import BaseContext

from api.gql.limits import Limits
from api.gql.loaders import Loaders
from graph.identity.lookup import Lookups
from graph.store_async import AsyncStore


class Context(BaseContext):
    """The store, the loaders and the limits of one operation, and look-ups of new records."""

    def __init__(
        self, store: AsyncStore, loaders: Loaders, limits: Limits, lookups: Lookups | None = None
    ) -> None:
        super().__init__()
        self.store = store
        self.loaders = loaders
        self.limits = limits
        self.lookups = lookups


Info = strawberry.Info[Context, None]
