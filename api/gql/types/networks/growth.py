"""How referrals multiply: which of them count, K-factors, times to conversion, the largest cascades."""

from collections.abc import Mapping
from typing import Any

import strawberry

from api.gql.declare import resolved
from api.gql.resolving.context import Info
from api.gql.types.commerce import CustomerRef

GROUPS = ("all", "channel", "campaign")


@strawberry.type(description="How many statements that one customer brought another have a standing.")
class StandingCount:
    """A standing with its number."""

    standing: str = strawberry.field(description="`accepted`, or why it does not count; see docs/networks.md")
    statements: int = strawberry.field(description="Statements of sources")


@strawberry.type(description="How many customers a customer of a cohort brings.")
class KFactor:
    """K of a cohort, or of a channel or campaign over all mature cohorts."""

    by: str = strawberry.field(description="`month`, `all`, `channel` or `campaign`")
    name: str | None = strawberry.field(
        description="Month, channel or campaign; null for all, or none stated"
    )
    customers: int | None = strawberry.field(
        description="Size of the cohort, or of all mature ones; without the role pii null for fewer than"
        " five, and so are the numbers below"
    )
    invitations: int | None = strawberry.field(
        description="Referrals stated within 90 days of the referrer's start"
    )
    brought: int | None = strawberry.field(
        description="Customers brought within 90 days of the referrer's start"
    )
    mature: bool = strawberry.field(description="False while the 90 days are not over: no K is known yet")
    k: float | None = strawberry.field(description="Customers brought per customer; null while immature")
    amplification: float | None = strawberry.field(description="1 / (1 - K), for K below 1")
    cycle_days: float | None = strawberry.field(description="Median days between the two starts")


@strawberry.type(description="How many of those who were brought bought, and how long that took.")
class ConversionTime:
    """Of all accepted referrals, or of those through a channel or campaign; without the role pii numbers of
    fewer than five people are null."""

    by: str = strawberry.field(description="`all`, `channel` or `campaign`")
    name: str | None = strawberry.field(description="Channel or campaign; null for all, or none stated")
    accepted: int | None = strawberry.field(description="Customers brought")
    converted: int | None = strawberry.field(description="Those of them who have bought")
    median_days: float | None = strawberry.field(
        description="Median days from the referral to the first purchase; null where nobody bought"
    )
    p90_days: float | None = strawberry.field(description="Days within which nine of ten of them bought")


@strawberry.type(description="A tree of accepted referrals.")
class Cascade:
    """One of the largest cascades, with its shape."""

    root: strawberry.Private[str]
    size: int = strawberry.field(description="Customers, the root included")
    depth: int = strawberry.field(description="Longest chain of referrals")
    width: int = strawberry.field(description="Most customers at one distance from the root")
    structural_virality: float = strawberry.field(description="Mean distance of all pairs of customers in it")

    @resolved("The customer at the root.")
    async def customer(self, info: Info) -> CustomerRef:
        """The customer, read with those of the other cascades."""
        return await info.context.loaders.customer(self.root)  # type: ignore[return-value]  # else an error


def standing_counts(report: Mapping[str, Any]) -> list[StandingCount]:
    """How many statements of the report have each standing that any has."""
    found: Mapping[str, int] = report["standings"]
    return [StandingCount(standing=name, statements=count) for name, count in found.items() if count]


def k_factors(report: Mapping[str, Any]) -> list[KFactor]:
    """K of all mature cohorts, by channel and campaign, then month by month."""
    names = ("name", "customers", "invitations", "brought", "mature", "k", "amplification", "cycle_days")
    found = report["k_factors"]
    return [
        KFactor(by=by, **{name: row[name] for name in names})
        for by in (*GROUPS, "month")
        for row in found[by]
    ]


def conversion_times(report: Mapping[str, Any]) -> list[ConversionTime]:
    """Times to conversion: of all, by channel, by campaign."""
    return [ConversionTime(by=by, **row) for by in GROUPS for row in report["conversion"][by]]
