"""What a customer does, says and allows."""

from datetime import datetime
from enum import StrEnum

import strawberry

from api.gql.context import Info
from api.gql.declare import described_enum, resolved
from api.gql.types.commerce import CustomerRef, Order, Product


@described_enum(
    "What a customer has to do with a product.",
    BOUGHT="Ordered it",
    VIEWED="Looked at it",
)
class ProductRelation(StrEnum):
    """Relations between customers and products."""

    BOUGHT = "bought"
    VIEWED = "viewed"


@strawberry.type(description="A product that a customer bought or looked at.")
class CustomerProduct:
    """A product seen from one customer."""

    product: Product = strawberry.field(description="The product")
    count: int = strawberry.field(description="Pieces bought, or views")
    first_at: datetime | None = strawberry.field(description="First time")
    last_at: datetime | None = strawberry.field(description="Latest time")


@strawberry.type(description="A notable event; page views are counted on products instead.")
class Event:
    """Something that a customer did."""

    id: strawberry.ID
    name: str | None
    at: datetime | None
    channel: str | None
    value: float | None
    properties: str | None

    @resolved("Products that it is about, by id.")
    async def products(self, info: Info, first: int = 20) -> list[Product]:
        """Products the event is about."""
        return await info.context.loaders.related(self, "products", first=first)

    @resolved("The customer who did it.")
    async def customer(self, info: Info) -> CustomerRef | None:
        """Customer of the record that did it."""
        return await info.context.loaders.owner(self)


@strawberry.type(description="A topic that the customer cares for.")
class CustomerInterest:
    """An interest with how strongly it shows."""

    id: strawberry.ID
    name: str | None
    count: int = strawberry.field(description="Times that it showed")
    first_seen: datetime | None = strawberry.field(description="First sign of it")
    last_seen: datetime | None = strawberry.field(description="Latest sign of it")


@strawberry.type(description="An answer to a survey.")
class SurveyResponse:
    """One answer, NPS or CSAT."""

    id: strawberry.ID
    survey: str | None
    metric: str | None
    score: int | None
    comment: str | None
    answered_at: datetime | None

    @resolved("Orders that it is about, the latest first.")
    async def orders(self, info: Info, first: int = 20) -> list[Order]:
        """Orders that the customer was asked about."""
        return await info.context.loaders.related(self, "orders", first=first)

    @resolved("The customer who gave it.")
    async def customer(self, info: Info) -> CustomerRef | None:
        """Customer of the record that answered."""
        return await info.context.loaders.owner(self)


@strawberry.type(description="A marketing campaign.")
class Campaign:
    """A campaign that customers were contacted by."""

    id: strawberry.ID
    number: str | None
    name: str | None
    channel: str | None
    starts_at: datetime | None
    ends_at: datetime | None


@strawberry.type(description="One contact of the customer by a campaign.")
class CampaignContact:
    """A campaign contact and what came of it."""

    campaign: Campaign = strawberry.field(description="The campaign")
    at: datetime | None = strawberry.field(description="When")
    channel: str | None = strawberry.field(description="Through which channel")
    outcome: str | None = strawberry.field(
        description="`sent`, `opened`, `clicked`, `converted` or `bounced`"
    )


@strawberry.type(
    description="What holds now for one purpose and channel. Where records of the customer disagree, "
    "the most restrictive statement counts."
)
class ConsentState:
    """The state of one consent."""

    purpose: str = strawberry.field(description="What the data may be used for")
    channel: str = strawberry.field(description="Through which channel; `any` for all")
    granted: bool = strawberry.field(description="True only when no record of the customer denies it")
    since: datetime | None = strawberry.field(description="From when the deciding statement holds")
    source: str = strawberry.field(description="Source of the deciding statement")
    source_id: str = strawberry.field(description="Record that made it")
    disputed: bool = strawberry.field(description="True when records of the customer disagree")
