"""Customers, as other types refer to them, and money."""

from typing import TYPE_CHECKING, Annotated

import strawberry

if TYPE_CHECKING:
    from api.gql.types.customer import Customer

CustomerRef = Annotated["Customer", strawberry.lazy("api.gql.types.customer")]


@strawberry.type(description="An amount of money in one currency.")
class Money:
    """Amounts of different currencies are never added up."""

    amount: float = strawberry.field(description="How much")
    currency: str = strawberry.field(description="ISO 4217 currency")
