"""What a customer buys, signs and asks for."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from api.gql.context import Info
from api.gql.declare import resolved

if TYPE_CHECKING:
    from api.gql.types.customer import Customer

CustomerRef = Annotated["Customer", strawberry.lazy("api.gql.types.customer")]


@strawberry.type(description="A customer and how often they bought or viewed the product.")
class ProductCustomer:
    """One customer of a product."""

    customer: CustomerRef = strawberry.field(description="The customer")
    count: int = strawberry.field(description="Pieces bought, or views")
    first_at: datetime | None = strawberry.field(description="First time")
    last_at: datetime | None = strawberry.field(description="Latest time")


@strawberry.type(description="Something the company sells.")
class Product:
    """A product, a starting point towards the customers who want it."""

    id: strawberry.ID
    name: str | None
    category: str | None
    brand: str | None
    price: float | None
    currency: str | None
    active: bool | None

    @resolved("Article number in its namespace.")
    def number(self) -> str:
        """Known of a product that no source has described yet, too."""
        return self.id.partition(":")[2]

    @resolved("Customers who bought it, those with the most pieces first.")
    async def buyers(self, info: Info, first: int = 20) -> list[ProductCustomer]:
        """Customers of orders that contain the product."""
        return await info.context.loaders.related(self, "buyers", first=first)

    @resolved("Customers who looked at it, those with the most views first.")
    async def viewers(self, info: Info, first: int = 20) -> list[ProductCustomer]:
        """Customers whose records viewed the product."""
        return await info.context.loaders.related(self, "viewers", first=first)


@strawberry.type(description="An amount of money in one currency.")
class Money:
    """Amounts of different currencies are never added up."""

    amount: float = strawberry.field(description="How much")
    currency: str = strawberry.field(description="ISO 4217 currency")


@strawberry.type(description="A line of an order.")
class OrderLine:
    """One product in an order."""

    line: str | None = strawberry.field(description="Line number")
    quantity: int | None = strawberry.field(description="Pieces")
    price: float | None = strawberry.field(description="Price a piece")
    total: float | None = strawberry.field(description="Amount of the line, where the source states it")
    product: Product = strawberry.field(description="What was ordered")


@strawberry.type(description="An order of a customer.")
class Order:
    """An order with its lines."""

    id: strawberry.ID
    number: str | None
    ordered_at: datetime | None
    status: str | None
    total: float | None = strawberry.field(
        description="Total as the source states it, else that of its lines"
    )
    lines_total: float | None
    currency: str | None
    channel: str | None

    @resolved("Lines of the order, by line number.")
    async def lines(self, info: Info, first: int = 20) -> list[OrderLine]:
        """Products in the order."""
        return await info.context.loaders.related(self, "lines", first=first)

    @resolved("The customer who placed it.")
    async def customer(self, info: Info) -> CustomerRef | None:
        """Customer of the record that placed the order."""
        return await info.context.loaders.owner(self)


@strawberry.type(description="A contract or subscription of a customer.")
class Contract:
    """A contract with the products it covers."""

    id: strawberry.ID
    number: str | None
    contract_type: str | None
    status: str | None
    signed_at: datetime | None
    starts_at: datetime | None
    ends_at: datetime | None
    cancelled_at: datetime | None
    monthly_fee: float | None
    currency: str | None

    @resolved("Products that it covers, by id.")
    async def products(self, info: Info, first: int = 20) -> list[Product]:
        """Covered products."""
        return await info.context.loaders.related(self, "products", first=first)

    @resolved("The customer who signed it.")
    async def customer(self, info: Info) -> CustomerRef | None:
        """Customer of the record that signed."""
        return await info.context.loaders.owner(self)


@strawberry.type(description="A service case.")
class Ticket:
    """A ticket, a starting point towards the customer who opened it."""

    id: strawberry.ID
    number: str | None
    subject: str | None
    category: str | None
    channel: str | None
    priority: str | None
    status: str | None
    opened_at: datetime | None
    closed_at: datetime | None
    sentiment: str | None

    @resolved("Products that it is about, by id.")
    async def products(self, info: Info, first: int = 20) -> list[Product]:
        """Products the ticket is about."""
        return await info.context.loaders.related(self, "products", first=first)

    @resolved("Orders that it is about, the latest first.")
    async def orders(self, info: Info, first: int = 20) -> list[Order]:
        """Orders the ticket is about."""
        return await info.context.loaders.related(self, "orders", first=first)

    @resolved("The customer who opened it.")
    async def customer(self, info: Info) -> CustomerRef | None:
        """Customer of the record that opened the ticket."""
        return await info.context.loaders.owner(self)
