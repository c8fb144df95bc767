"""Relay connection over customers, paged by key: a page starts behind the last one, wherever it is."""

import base64
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import orjson
import strawberry

from api.gql.context import Info
from api.gql.declare import described_enum, resolved
from api.gql.errors import bad_input
from api.gql.types.customer import Customer
from cypher import load


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
    segment: str | None = strawberry.field(description="Id of a segment that they are in now", default=None)
    anonymous: bool | None = strawberry.field(
        description="Whether only cookies or devices are known", default=None
    )
    has_consent: ConsentInput | None = strawberry.field(
        description="A consent that holds now: granted for the channel or for `any`, denied for neither",
        default=None,
    )


@strawberry.type(description="Where a page begins and ends.")
class PageInfo:
    """Relay page info."""

    has_next_page: bool = strawberry.field(description="More customers follow")
    has_previous_page: bool = strawberry.field(description="The page does not begin at the first customer")
    start_cursor: str | None = strawberry.field(description="Cursor of the first edge")
    end_cursor: str | None = strawberry.field(description="Cursor of the last edge; pass it as `after`")


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
    conditions: strawberry.Private[dict[str, Any]]

    @resolved("The customers without cursors.")
    def nodes(self) -> list[Customer]:
        """The customers of the page."""
        return [edge.node for edge in self.edges]

    @resolved("How many customers there are on all pages; costs a query of its own.")
    async def total_count(self, info: Info) -> int:
        """Number of customers that meet the filter."""
        rows = await info.context.store.run(load("read/customers_count"), **self.conditions)
        return int(rows[0]["count"])


@dataclass(frozen=True)
class Cursor:
    """A place in an order: the key and the id of a customer."""

    order: CustomerOrder
    key: str | float | None
    id: str

    def encode(self) -> str:
        """The cursor as opaque text."""
        return base64.urlsafe_b64encode(orjson.dumps([self.order, self.key, self.id])).decode()

    @classmethod
    def decode(cls, text: str, order: CustomerOrder) -> "Cursor":
        """The cursor back; raises RequestError when it is none or belongs to another order."""
        try:
            name, key, customer_id = orjson.loads(base64.urlsafe_b64decode(text.encode()))
            cursor = cls(CustomerOrder(name), _checked_key(key), customer_id)
            if not isinstance(customer_id, str):
                raise TypeError("an id is text")
        except (ValueError, TypeError) as error:
            raise bad_input("after is not a cursor; pass endCursor or the cursor of an edge.") from error
        if cursor.order is not order:
            raise bad_input(f"after is a cursor of order {cursor.order}, the query asks for {order}.")
        return cursor


def _checked_key(key: Any) -> str | float | None:
    """The key of a cursor; whole numbers may be larger than the store's."""
    if key is None or isinstance(key, str):
        return key
    if isinstance(key, bool) or not isinstance(key, int | float):
        raise TypeError("a key is text or a number")
    return float(key)


@dataclass(frozen=True)
class Page:
    """Which part of the customers, in which order."""

    order: CustomerOrder
    first: int
    after: str | None


async def customers(info: Info, chosen: CustomerFilter, page: Page) -> CustomerConnection:
    """One page of the customers that meet the filter; asks for one more to know whether any follow."""
    cursor = Cursor.decode(page.after, page.order) if page.after else None
    conditions = _conditions(chosen)
    place: dict[str, Any] = {"limit": page.first + 1, "after_id": cursor.id if cursor else None}
    if page.order is CustomerOrder.ID:
        place["after_id"] = cursor.id if cursor else ""
        rows = await info.context.store.run(load("read/customers_by_id"), **conditions, **place)
    else:
        place |= {"after_key": cursor.key if cursor else None, "order": page.order.value}
        rows = await info.context.store.run(load("read/customers_sorted"), **conditions, **place)
    edges = [
        CustomerEdge(
            cursor=Cursor(page.order, row["key"], row["customer"]["id"]).encode(),
            node=info.context.loaders.make_customer(row["customer"]),
        )
        for row in rows[: page.first]
    ]
    return CustomerConnection(
        edges=edges,
        page_info=PageInfo(
            has_next_page=len(rows) > page.first,
            has_previous_page=cursor is not None,
            start_cursor=edges[0].cursor if edges else None,
            end_cursor=edges[-1].cursor if edges else None,
        ),
        conditions=conditions,
    )


def _conditions(chosen: CustomerFilter) -> dict[str, Any]:
    consent = chosen.has_consent
    return {
        "text": chosen.text.strip().lower() if chosen.text else None,
        "stage": chosen.stage,
        "city": chosen.city,
        "country": chosen.country,
        "min_revenue": chosen.min_revenue,
        "segment": chosen.segment,
        "anonymous": chosen.anonymous,
        "purpose": consent.purpose if consent else None,
        "channels": sorted({consent.channel, "any"}) if consent else [],
    }
