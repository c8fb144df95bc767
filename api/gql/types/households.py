"""Who lives together, since when, and who once did."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import strawberry

from api.gql.context import Info
from api.gql.declare import resolved
from api.gql.mirror import build
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
        loader = info.context.loaders.lists(
            "read/household_members", past=validity is Validity.ALL, first=first
        )
        return [
            _member(row, self, info.context.loaders.make_customer(row)) for row in await loader.load(self.id)
        ]


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


def membership(row: Mapping[str, Any], customer: Any) -> HouseholdMember:
    """A customer's membership out of the household's properties and the times of the MEMBER_OF edge."""
    return _member(row, build(Household, row), customer)


def _member(row: Mapping[str, Any], household: Household, customer: Any) -> HouseholdMember:
    return HouseholdMember(
        customer=customer, household=household, valid_from=row["_valid_from"], valid_to=row["_valid_to"]
    )
