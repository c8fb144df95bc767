"""Who lives together, since when, and who once did."""

from datetime import datetime

import strawberry

from api.gql.context import Info
from api.gql.declare import resolved
from api.gql.types.commerce import CustomerRef
from api.gql.types.validity import Validity


@strawberry.type(description="Customers who live together; they stay different customers.")
class Household:
    """A household."""

    id: strawberry.ID
    size: int | None

    @resolved("Who lives in it, by customer id and time.")
    async def members(
        self, info: Info, validity: Validity = Validity.CURRENT, first: int = 20
    ) -> list["HouseholdMember"]:
        """Memberships; one of a customer that was merged since is that of the customer in its place."""
        past = validity is Validity.ALL
        return await info.context.loaders.related(self, "members", past=past, first=first)


@strawberry.type(description="A customer's time in a household, as the identity runs found it.")
class HouseholdMember:
    """One membership."""

    customer: CustomerRef = strawberry.field(description="Who lives in the household")
    household: Household = strawberry.field(description="The household")
    valid_from: datetime | None = strawberry.field(
        description="Time of the run that found the customer in the household"
    )
    valid_to: datetime | None = strawberry.field(
        description="Time of the run that no longer did; null while the customer lives there"
    )
