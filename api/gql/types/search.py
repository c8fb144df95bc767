"""Customers that a search found."""

import strawberry

from api.gql.declare import resolved
from api.gql.resolving.context import Info
from api.gql.types.commerce import CustomerRef


@strawberry.type(description="A customer that fits what was searched for.")
class SearchHit:
    """A hit of a search."""

    customer_id: strawberry.Private[str]
    score: float = strawberry.field(description="How well it fits: 1 is best")

    @resolved("The customer.")
    async def customer(self, info: Info) -> CustomerRef:
        """The customer, read with those of the other hits."""
        return await info.context.loaders.customer(self.customer_id)  # type: ignore[return-value]  # else an error
