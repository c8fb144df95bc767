"""The customer: golden record, and the ways from it to everything that is known."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

import strawberry

from api.gql.context import Info
from api.gql.declare import resolved
from api.gql.mirror import build
from api.gql.types.commerce import Contract, Money, Order, Product, Ticket
from api.gql.types.consents import current_consents
from api.gql.types.engagement import (
    Campaign,
    CampaignContact,
    ConsentState,
    CustomerInterest,
    CustomerProduct,
    Event,
    ProductRelation,
    Segment,
    SurveyResponse,
)
from api.gql.types.households import Household, HouseholdMember, membership
from api.gql.types.identity import Identifier, SourceRecord, identifier, source_record
from api.gql.types.network import Referral, ReferralDirection
from api.gql.types.person import Person, Provenance
from api.gql.types.referrals import Walk, referrals
from api.gql.types.validity import Validity

T = TypeVar("T")
_PRODUCT_QUERIES = {
    ProductRelation.BOUGHT: "read/customer_purchases",
    ProductRelation.VIEWED: "read/customer_views",
}


@strawberry.type(description="One real customer, with the golden record.")
class Customer(Person):
    """A resolved customer. Lists are bounded by `first`."""

    id: strawberry.ID
    anonymous: bool | None
    record_count: int | None
    status: str | None
    since: datetime | None
    last_seen: datetime | None
    email: str | None
    phone: str | None
    lifecycle_stage: str | None
    revenue: float | None
    revenue_currency: str | None
    order_count: int | None
    last_order_at: datetime | None
    advocacy: float | None
    referral_count: int | None
    provenance_json: strawberry.Private[str | None]
    left_out_json: strawberry.Private[str | None]

    @resolved("Sums of orders in currencies without a rate, which `revenue` leaves out, by currency.")
    def revenue_left_out(self) -> list[Money]:
        """Amounts that the rules give no rate for; empty when all orders count."""
        left_out: dict[str, str] = json.loads(self.left_out_json or "{}")
        return [Money(amount=float(amount), currency=name) for name, amount in sorted(left_out.items())]

    @resolved("Where each value of the golden record comes from, by attribute.")
    def provenance(self) -> list[Provenance]:
        """Origins of the golden values; empty before the first identity run."""
        stated = json.loads(self.provenance_json or "{}")
        return [_provenance(self, name, stated[name]) for name in sorted(stated)]

    @resolved("Retired ids that resolve to this customer, by id.")
    async def former_ids(self, info: Info) -> list[strawberry.ID]:
        """Aliases of the customer."""
        return [row["id"] for row in await info.context.loaders.lists("read/customer_aliases").load(self.id)]

    @resolved("Source records that are this customer, by source and key.")
    async def records(
        self, info: Info, validity: Validity = Validity.CURRENT, first: int = 50
    ) -> list[SourceRecord]:
        """Source records with the time of their membership."""
        past = validity is Validity.ALL
        loader = info.context.loaders.lists("read/customer_records", past=past, first=first)
        return [source_record(row) for row in await loader.load(self.id)]

    @resolved("Identifiers of all current records, by kind and value.")
    async def identifiers(self, info: Info, first: int = 50) -> list[Identifier]:
        """Identifiers with the time of their use."""
        loader = info.context.loaders.lists("read/customer_identifiers", first=first)
        return [identifier(row) for row in await loader.load(self.id)]

    @resolved("Orders, the latest first.")
    async def orders(self, info: Info, first: int = 20) -> list[Order]:
        """Orders placed by the customer's records."""
        return await self._list(info, "read/customer_orders", Order, first)

    @resolved("Products bought, or looked at, the most often first.")
    async def products(
        self, info: Info, relation: ProductRelation = ProductRelation.BOUGHT, first: int = 20
    ) -> list[CustomerProduct]:
        """Products with counts of pieces or views."""
        rows = await info.context.loaders.lists(_PRODUCT_QUERIES[relation], first=first).load(self.id)
        return [
            CustomerProduct(
                product=build(Product, row),
                count=row["_count"],
                first_at=row["_first_at"],
                last_at=row["_last_at"],
            )
            for row in rows
        ]

    @resolved("Service cases, the latest first.")
    async def tickets(self, info: Info, first: int = 20) -> list[Ticket]:
        """Tickets opened by the customer's records."""
        return await self._list(info, "read/customer_tickets", Ticket, first)

    @resolved("Contracts, the latest first.")
    async def contracts(self, info: Info, first: int = 20) -> list[Contract]:
        """Contracts signed by the customer's records."""
        return await self._list(info, "read/customer_contracts", Contract, first)

    @resolved("Notable events, the latest first.")
    async def events(self, info: Info, first: int = 20) -> list[Event]:
        """Events of the customer's records."""
        return await self._list(info, "read/customer_events", Event, first)

    @resolved("What the customer allows now, by purpose and channel.")
    async def consents(self, info: Info) -> list[ConsentState]:
        """Current consents, most restrictive where records disagree."""
        return current_consents(await info.context.loaders.lists("read/customer_consents").load(self.id))

    @resolved("Topics that the customer cares for, strongest first.")
    async def interests(self, info: Info, first: int = 20) -> list[CustomerInterest]:
        """Interests of the customer and the records."""
        rows = await info.context.loaders.lists("read/customer_interests", first=first).load(self.id)
        return [build(CustomerInterest, row) for row in rows]

    @resolved("Answers to surveys, the latest first.")
    async def survey_responses(self, info: Info, first: int = 20) -> list[SurveyResponse]:
        """NPS and CSAT answers."""
        return await self._list(info, "read/customer_survey_responses", SurveyResponse, first)

    @resolved("Contacts by campaigns, the latest first.")
    async def campaigns(self, info: Info, first: int = 20) -> list[CampaignContact]:
        """Campaign contacts with their outcome."""
        rows = await info.context.loaders.lists("read/customer_campaigns", first=first).load(self.id)
        return [
            CampaignContact(
                campaign=build(Campaign, row), at=row["_at"], channel=row["_channel"], outcome=row["_outcome"]
            )
            for row in rows
        ]

    @resolved(
        "Customers that this one brought (`OUT`) or was brought by (`IN`), directly or over "
        "others up to `depth`; nearest first, then by time, each once."
    )
    async def referrals(
        self,
        info: Info,
        direction: ReferralDirection = ReferralDirection.OUT,
        depth: int = 1,
        first: int = 20,
    ) -> list[Referral]:
        """Referrals, walked level by level."""
        info.context.limits.check_depth("depth", depth, info.context.limits.referral_depth)
        return await referrals(info.context.loaders, self.id, Walk(direction, depth, first))

    @resolved("Segments that the customer is in now, by id.")
    async def segments(self, info: Info, first: int = 20) -> list[Segment]:
        """Current segments."""
        return await self._list(info, "read/customer_segments", Segment, first)

    @resolved("The household that the customer lives in now.")
    async def household(self, info: Info) -> Household | None:
        """Current household."""
        found = await self.households(info, Validity.CURRENT, 1)
        return found[0].household if found else None

    @resolved("Households that the customer lives in, or lived in, with the times; the latest first.")
    async def households(
        self, info: Info, validity: Validity = Validity.ALL, first: int = 20
    ) -> list[HouseholdMember]:
        """The customer's memberships."""
        past = validity is Validity.ALL
        loader = info.context.loaders.lists("read/customer_households", past=past, first=first)
        return [membership(row, self) for row in await loader.load(self.id)]

    async def _list(self, info: Info, query: str, type_: type[T], first: int) -> list[T]:
        rows = await info.context.loaders.lists(query, first=first).load(self.id)
        return [build(type_, row) for row in rows]


def _provenance(customer: Customer, attribute: str, origin: dict[str, str | None]) -> Provenance:
    value = getattr(customer, attribute, None)
    text = "; ".join(value) if isinstance(value, list) else value
    at = origin.get("at")
    return Provenance(
        attribute=attribute,
        value=None if text is None else str(text),
        source=origin.get("source"),
        source_id=origin.get("source_id"),
        at=datetime.fromisoformat(at) if at else None,
    )


def customer_from(row: Mapping[str, Any]) -> Customer:
    """A customer out of the properties of its node."""
    texts = {"provenance_json": row.get("provenance"), "left_out_json": row.get("revenue_left_out")}
    return build(Customer, {**row, **texts})
