"""Relay connection over customers, paged by key: a page starts behind the last one, wherever it is."""

from dataclasses import asdict
from enum import StrEnum
from typing import Any

import strawberry

from api.gql.compile.customers import Asked
from api.gql.context import Info
from api.gql.cursors import Cursor, PageInfo
from api.gql.declare import described_enum, resolved
from api.gql.types.customer import Customer


@described_enum(
    "Order of customers; equal ones by id.",
    ID="By id; the cheapest, served from an index",
    NAME="By full name, A first",
    REVENUE_DESC="Highest revenue first",
    LAST_SEEN_DESC="Latest trace first",
    ADVOCACY_DESC="Highest advocate score first",
)
class CustomerOrder(StrEnum):
    """Orders of the customers query."""

    ID = "ID"
    NAME = "NAME"
    REVENUE_DESC = "REVENUE_DESC"
    LAST_SEEN_DESC = "LAST_SEEN_DESC"
    ADVOCACY_DESC = "ADVOCACY_DESC"


@strawberry.input(description="A purpose and channel of consent.")
class ConsentInput:
    """Consent to look for."""

    purpose: str = strawberry.field(description="What the data may be used for")
    channel: str = strawberry.field(description="Through which channel", default="any")


@strawberry.input(description="Which customers to return; all conditions must hold.")
class CustomerFilter:
    """Conditions on customers; a condition left out, or null, does not restrict."""

    text: str | None = strawberry.field(
        description="Start of the full, given, family or organization name, or of the e-mail address",
        default=None,
    )
    stage: str | None = strawberry.field(description="Lifecycle stage", default=None)
    city: str | None = strawberry.field(description="City, in full", default=None)
    country: str | None = strawberry.field(description="ISO 3166 country of the address", default=None)
    min_revenue: float | None = strawberry.field(description="Least revenue", default=None)
    anonymous: bool | None = strawberry.field(
        description="Whether only cookies or devices are known", default=None
    )
    has_consent: ConsentInput | None = strawberry.field(
        description="A consent that holds now: granted for the channel or for `any`, denied for neither",
        default=None,
    )


@strawberry.type(description="A customer in a page.")
class CustomerEdge:
    """Relay edge."""

    cursor: str = strawberry.field(description="Place of this customer in the order")
    node: Customer = strawberry.field(description="The customer")


@strawberry.type(description="A page of customers.")
class CustomerConnection:
    """Relay connection."""

    edges: list[CustomerEdge] = strawberry.field(description="Customers with their cursors")
    page_info: PageInfo = strawberry.field(description="Where the page begins and ends")
    asked: strawberry.Private[Asked]

    @resolved("The customers without cursors.")
    def nodes(self) -> list[Customer]:
        """The customers of the page."""
        return [edge.node for edge in self.edges]

    @resolved(
        "How many customers there are on all pages; costs a query of its own. Without the role pii "
        "null for fewer than five."
    )
    async def total_count(self, info: Info) -> int | None:
        """Number of customers that meet the filter."""
        return await info.context.loaders.count(self.asked)


async def customers(info: Info, asked: Asked) -> CustomerConnection:
    """One page of the customers that meet the filter; asks for one more to know whether any follow."""
    cursor = asked.cursor
    rows = await info.context.loaders.page(asked)
    edges = [
        CustomerEdge(cursor=Cursor(asked.order, key, customer.id).encode(), node=customer)
        for key, customer in rows[: asked.first]
    ]
    return CustomerConnection(
        edges=edges,
        page_info=PageInfo(
            has_next_page=len(rows) > asked.first,
            has_previous_page=cursor is not None,
            start_cursor=edges[0].cursor if edges else None,
            end_cursor=edges[-1].cursor if edges else None,
        ),
        asked=asked,
    )


def conditions_of(chosen: CustomerFilter) -> dict[str, Any]:
    """The conditions of a filter by name."""
    return asdict(chosen)
