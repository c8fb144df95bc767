"""Referral trees: everybody whom a customer brought, by levels, in orders, and what did not count."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

import strawberry

from api.gql.declare import described_enum, resolved
from api.gql.pages.connected import ConnectionPage, Key, T, Window, paged
from api.gql.pages.cursors import cursors_of
from api.gql.resolving.context import Info
from api.gql.types.commerce import CustomerRef, Money
from cypher import load
from graph.analytics.networks.pictures import tree_svg
from graph.analytics.networks.referral_tree import (
    LEVELS,
    ReferralTree,
    ReferredCustomer,
    UncountedReferral,
)
from graph.analytics.reading import network_run


@strawberry.type(description="A customer of a referral tree.")
class TreeCustomer:
    """Somebody who was brought, directly or over others."""

    customer_id: strawberry.Private[str]
    by_id: strawberry.ID = strawberry.field(description="Id of the customer who brought this one")
    level: int = strawberry.field(description="Referrals between the root and this customer")
    at: datetime | None = strawberry.field(description="When the referral was stated")
    channel: str | None = strawberry.field(description="How")
    campaign: str | None = strawberry.field(description="Referral programme")
    code: str | None = strawberry.field(description="Referral code")
    converted_at: datetime | None = strawberry.field(
        description="First purchase, an order or a contract; null before it"
    )
    revenue: float | None = strawberry.field(description="What the customer spent, in the company's currency")

    @resolved("The customer.")
    async def customer(self, info: Info) -> CustomerRef:
        """The customer, read with the others of the tree."""
        return await info.context.loaders.customer(self.customer_id)  # type: ignore[return-value]  # else an error


@strawberry.type(description="A referral that does not count.")
class ReferralClaim:
    """A statement that was not accepted, and why."""

    by_id: strawberry.ID = strawberry.field(description="Id of the customer who is said to have brought")
    id: strawberry.ID = strawberry.field(description="Id of the customer who is said to have been brought")
    at: datetime | None = strawberry.field(description="When it was stated")
    channel: str | None = strawberry.field(description="How")
    standing: str | None = strawberry.field(
        description="Why: `second`, `cycle`, `window`, `household` or `device`; null before it is worked out"
    )


@strawberry.type(description="A level of a referral tree.")
class TreeLevel:
    """Those who are equally far from the root."""

    level: int = strawberry.field(description="Referrals away from the root")
    customers: int = strawberry.field(description="How many they are")
    converted: int = strawberry.field(description="How many of them have bought")
    revenue: float = strawberry.field(description="What they spent, in the company's currency")
    revenue_left_out: list[Money] = strawberry.field(
        description="What they spent in currencies without a rate"
    )


_NEVER = 1e300


@described_enum(
    "Orders of the customers of a referral tree; what is not known comes last.",
    LEVEL="The nearest to the root first, then by the time of the referral",
    AT="By the time of the referral, the earliest first",
    AT_DESC="By the time of the referral, the latest first",
    CONVERTED_AT="By the first purchase, the earliest first",
    CONVERTED_AT_DESC="By the first purchase, the latest first",
    REVENUE="By what they spent, the least first",
    REVENUE_DESC="By what they spent, the most first",
)
class TreeOrder(StrEnum):
    """What the customers of a tree go by."""

    LEVEL = "level"
    AT = "at"
    AT_DESC = "at desc"
    CONVERTED_AT = "converted_at"
    CONVERTED_AT_DESC = "converted_at desc"
    REVENUE = "revenue"
    REVENUE_DESC = "revenue desc"


@strawberry.type(description="Everybody whom a customer brought, directly or over others.")
class CustomerTree:
    """A tree by accepted referrals."""

    tree: strawberry.Private[ReferralTree]
    root_id: strawberry.ID = strawberry.field(description="Id of the customer at the root")
    complete: bool = strawberry.field(description="False when `limit` cut the tree off")
    reach: int = strawberry.field(description="Customers below in the whole tree")
    size: int = strawberry.field(description="Customers that are shown, the root included")
    depth: int = strawberry.field(description="Longest chain of referrals that is shown")
    width: int = strawberry.field(description="Most customers at one level")
    structural_virality: float = strawberry.field(
        description="Mean distance of all pairs of customers that are shown"
    )
    self_referrals: int = strawberry.field(description="Times the root is said to have brought itself")
    revenue_currency: str | None = strawberry.field(description="Currency of the revenue of all levels")
    median_days_to_conversion: float | None = strawberry.field(
        description="Median days from a referral to the first purchase; null where nobody bought"
    )

    @resolved("The levels below the root, the nearest first.")
    def levels(self, first: int = 50) -> list[TreeLevel]:
        """Sums by level."""
        return [
            TreeLevel(
                level=each.level,
                customers=each.customers,
                converted=each.converted,
                revenue=each.revenue,
                revenue_left_out=[Money(amount=a, currency=name) for name, a in each.left_out.items()],
            )
            for each, _ in zip(self.tree.levels(), range(first), strict=False)
        ]

    @paged("The customers below the root; where nothing else is asked for level by level.", first=50)
    def customers(
        self, info: Info, window: Window, order_by: TreeOrder = TreeOrder.LEVEL
    ) -> ConnectionPage[TreeCustomer]:
        """Those who were brought."""
        keyed = _by_key(self.tree.brought, lambda each: tree_key(order_by, each))
        within = replace(window, order=f"{window.order} {order_by.name}")
        page = within.page(cursors_of(info.schema._schema), keyed)
        return page.of([_customer(each) for each in page.nodes])

    @paged("Referrals by customers of the tree that do not count, by their time.", first=50)
    def claims(self, info: Info, window: Window) -> ConnectionPage[ReferralClaim]:
        """Claims with their reasons."""
        keyed = _by_key(self.tree.claims, lambda each: (_time(each.at), each.by, each.id))
        page = window.page(cursors_of(info.schema._schema), keyed)
        return page.of([_claim(each) for each in page.nodes])

    @resolved(
        "Customers shown whom a campaign from the root is expected to reach within so many referrals, the"
        " root included, with the probability of `campaignSeeds`; null before the first scores."
    )
    async def influence(self, info: Info, steps: int = 3) -> float | None:
        """The spread from the root, as far as it goes."""
        info.context.limits.check_depth("steps", steps, LEVELS)
        rows = await info.context.store.run(load("read/network_run"))
        p = network_run(rows)["report"]["seeds"]["probability"] if rows else None
        return None if p is None else round(self.tree.influence(p, steps), 4)

    @resolved("The tree as an SVG picture.")
    def svg(self) -> str:
        """A picture with ids alone."""
        return tree_svg(self.tree)


def customer_tree(tree: ReferralTree) -> CustomerTree:
    """A tree that has grown."""
    shape = tree.shape()
    return CustomerTree(
        tree=tree,
        root_id=strawberry.ID(tree.root),
        complete=tree.complete,
        reach=tree.reach,
        size=shape.size,
        depth=shape.depth,
        width=shape.width,
        structural_virality=shape.structural_virality,
        self_referrals=tree.self_referrals,
        revenue_currency=tree.currency,
        median_days_to_conversion=tree.days_to_conversion(),
    )


def tree_key(order: TreeOrder, each: ReferredCustomer) -> Key:
    """What a customer of a tree goes by: what is not known comes last, equal ones by their id."""
    match order:
        case TreeOrder.LEVEL:
            return float(each.level), _time(each.at), each.id
        case TreeOrder.AT:
            return _time(each.at), each.id
        case TreeOrder.AT_DESC:
            return -_time(each.at, -_NEVER), each.id
        case TreeOrder.CONVERTED_AT:
            return _time(each.converted_at), each.id
        case TreeOrder.CONVERTED_AT_DESC:
            return -_time(each.converted_at, -_NEVER), each.id
        case TreeOrder.REVENUE_DESC:
            return -(each.revenue or 0.0), each.id
    return each.revenue or 0.0, each.id


def _by_key(items: Iterable[T], key: Callable[[T], Key]) -> list[tuple[Key, T]]:
    return sorted(((key(each), each) for each in items), key=lambda keyed: keyed[0])


def _time(at: datetime | None, unknown: float = _NEVER) -> float:
    return at.timestamp() if at else unknown


def _claim(each: UncountedReferral) -> ReferralClaim:
    return ReferralClaim(
        by_id=strawberry.ID(each.by),
        id=strawberry.ID(each.id),
        at=each.at,
        channel=each.channel,
        standing=each.standing,
    )


def _customer(each: ReferredCustomer) -> TreeCustomer:
    return TreeCustomer(
        customer_id=each.id,
        by_id=strawberry.ID(each.by),
        level=each.level,
        at=each.at,
        channel=each.channel,
        campaign=each.campaign,
        code=each.code,
        converted_at=each.converted_at,
        revenue=each.revenue,
    )
