"""Who brings in whom, and how customers are connected."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

import strawberry

from api.gql.declare import described_enum, resolved
from api.gql.resolving.context import Info
from api.gql.types.commerce import CustomerRef
from api.gql.types.identity.records import IdentifierKind


@described_enum(
    "Which way to follow referrals.",
    OUT="Towards those whom the customer brought",
    IN="Towards those who brought the customer",
)
class ReferralDirection(StrEnum):
    """Direction of a referral, seen from a customer."""

    OUT = "out"
    IN = "in"


@strawberry.type(description="A customer at the other end of a referral, directly or over others.")
class Referral:
    """One referral as seen from the customer that was asked about."""

    customer_id: strawberry.Private[str]
    depth: int = strawberry.field(description="Referrals between the two; 1 when direct")
    via_id: strawberry.ID = strawberry.field(
        description="Id of the customer on the near side of this referral"
    )
    at: datetime | None = strawberry.field(description="When")
    channel: str | None = strawberry.field(description="How")
    campaign: str | None = strawberry.field(description="Referral programme")
    code: str | None = strawberry.field(description="Referral code")
    revenue: float | None = strawberry.field(description="What the brought customer spent")

    @resolved("The customer at the other end.")
    async def customer(self, info: Info) -> CustomerRef:
        """The customer, read with those of the other referrals."""
        return await info.context.loaders.customer(self.customer_id)  # type: ignore[return-value]  # else an error


@described_enum(
    "What makes an advocate strong.",
    REFERRALS="Most customers brought directly, by referrals that count",
    REVENUE="Most revenue of everybody brought, directly or over others",
    ADVOCACY="Highest advocate score",
    REACH="Most customers in the referral tree below",
    TREE_DEPTH="Longest chain of referrals below",
)
class AdvocateOrder(StrEnum):
    """Ways to rank advocates, by what customers carry."""

    REFERRALS = "accepted_referrals"
    REVENUE = "downstream_revenue"
    ADVOCACY = "advocacy"
    REACH = "reach"
    TREE_DEPTH = "tree_depth"


@strawberry.type(description="A customer who brings others.")
class Advocate:
    """An advocate with the strength of the referrals."""

    customer_id: strawberry.Private[str]
    referrals: int = strawberry.field(description="Customers brought directly, by referrals that count")
    revenue: float = strawberry.field(description="Revenue of everybody brought, directly or over others")
    reach: int = strawberry.field(description="Customers brought, directly or over others")
    tree_depth: int = strawberry.field(description="Longest chain of referrals below")

    @resolved("The advocate.")
    async def customer(self, info: Info) -> CustomerRef:
        """The customer, read with those of the other advocates."""
        return await info.context.loaders.customer(self.customer_id)  # type: ignore[return-value]  # else an error


@strawberry.type(description="One referral of a network.")
class NetworkReferral:
    """Who brought whom."""

    from_id: strawberry.ID = strawberry.field(description="Id of the customer who brought the other")
    to_id: strawberry.ID = strawberry.field(description="Id of the customer who was brought")
    at: datetime | None = strawberry.field(description="When")
    channel: str | None = strawberry.field(description="How")
    revenue: float | None = strawberry.field(description="What the brought customer spent")


@strawberry.type(description="A customer in a referral network.")
class ReferralNode:
    """A node of a referral network."""

    customer_id: strawberry.Private[str]
    distance: int = strawberry.field(description="Referrals away from the customer in the middle")

    @resolved("The customer.")
    async def customer(self, info: Info) -> CustomerRef:
        """The customer, read with those of the other nodes."""
        return await info.context.loaders.customer(self.customer_id)  # type: ignore[return-value]  # else an error


@strawberry.type(description="Referrals around one customer in both directions, as nodes and edges.")
class ReferralNetwork:
    """A referral network."""

    nodes: list[ReferralNode] = strawberry.field(description="Customers, nearest first")
    edges: list[NetworkReferral] = strawberry.field(
        description="Referrals between these customers of which one end is nearer than `depth`"
    )
    complete: bool = strawberry.field(description="False when the limit of nodes cut the network off")


@described_enum(
    "What connects two customers.",
    REFERRED="One brought the other",
    IDENTIFIER="Both use one identifier; shared ones that say nothing do not count",
    HOUSEHOLD="Both live in one household",
    ACTIVITY="An order, contract or ticket of both, or a ticket of one about an order of the other",
)
class ConnectionKind(StrEnum):
    """Kinds of connections between customers."""

    ACTIVITY = "ACTIVITY"

    REFERRED = "REFERRED"
    IDENTIFIER = "IDENTIFIER"
    HOUSEHOLD = "HOUSEHOLD"


@strawberry.type(description="One step of a path from a customer to the next.")
class PathStep:
    """A connection between two customers."""

    kind: ConnectionKind = strawberry.field(description="What connects the two")
    from_id: strawberry.ID = strawberry.field(description="Id of the customer before the step")
    to_id: strawberry.ID = strawberry.field(description="Id of the customer after the step")
    identifier_kind: IdentifierKind | None = strawberry.field(
        description="Kind of the identifier that both use"
    )
    identifier_value: str | None = strawberry.field(description="The identifier that both use")
    forward: bool | None = strawberry.field(
        description="For referrals: true when the customer before the step brought the one after it"
    )


Pair = tuple[str, str]
StepsOf = Callable[[list[Pair]], Awaitable[list[PathStep]]]
"""From pairs of customers to what connects each."""


@strawberry.type(description="A shortest way from one customer to another.")
class CustomerPath:
    """A path between two customers; steps is empty when they are one."""

    length: int = strawberry.field(description="Number of steps")
    ids: strawberry.Private[list[str]]
    steps_of: strawberry.Private[StepsOf]

    @resolved("Steps in order.")
    async def steps(self) -> list[PathStep]:
        """The steps, asked together with those of the other paths."""
        return await self.steps_of(list(pairwise(self.ids)))

    @resolved("Customers on the way, both ends included.")
    async def customers(self, info: Info) -> list[CustomerRef]:
        """The customers in order."""
        found = await info.context.loaders.customers(self.ids)
        return [customer for customer in found if customer is not None]


@strawberry.type(description="One thing that connects two customers directly.")
class Connection:
    """A connection, seen from the first of the two."""

    kind: ConnectionKind = strawberry.field(description="What connects the two")
    identifier_kind: IdentifierKind | None = strawberry.field(
        description="Kind of the identifier that both use"
    )
    identifier_value: str | None = strawberry.field(description="The identifier that both use")
    shared: bool = strawberry.field(
        description="Whether too many use the identifier to say anything; no path runs over it then"
    )
    thing_id: strawberry.ID | None = strawberry.field(
        description="Id of the household, order, contract or ticket"
    )
    at: datetime | None = strawberry.field(description="When the one brought the other")
    forward: bool | None = strawberry.field(
        description="For referrals: whether the first brought the second; for tickets about an order of the "
        "other: whether the first opened it"
    )


@strawberry.type(description="A customer near another one.")
class Neighbour:
    """A node of a neighbourhood."""

    customer_id: strawberry.Private[str]
    distance: int = strawberry.field(description="Steps away from the customer in the middle")

    @resolved("The customer.")
    async def customer(self, info: Info) -> CustomerRef:
        """The customer, read with those of the other nodes."""
        return await info.context.loaders.customer(self.customer_id)  # type: ignore[return-value]  # else an error


@strawberry.type(description="Customers within some steps of one, over what connects them.")
class Neighbourhood:
    """A neighbourhood."""

    nodes: list[Neighbour] = strawberry.field(description="Customers, nearest first")
    complete: bool = strawberry.field(description="False when the limit of nodes cut it off")
    pairs: strawberry.Private[list[Pair]]
    steps_of: strawberry.Private[StepsOf]

    @resolved("How each was reached first, from a nearer one.")
    async def steps(self) -> list[PathStep]:
        """The steps, asked in one statement."""
        return await self.steps_of(self.pairs)
