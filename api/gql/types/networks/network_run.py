"""What is said of the whole referral network: K-factors, communities, bridges, seeds of campaigns."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import strawberry

from api.gql.declare import resolved
from api.gql.resolving.context import Info
from api.gql.types.commerce import CustomerRef
from api.gql.types.networks.growth import (
    Cascade,
    ConversionTime,
    KFactor,
    StandingCount,
    conversion_times,
    k_factors,
    standing_counts,
)
from graph.analytics.networks.pictures import communities_svg
from graph.analytics.reading import seeds_report
from graph.policy.masks import suppressed
from graph.policy.principals import Role


@strawberry.type(description="A customer with a score.")
class RankedCustomer:
    """A customer of a list by score."""

    customer_id: strawberry.Private[str]
    value: float = strawberry.field(description="The score that the list is of")

    @resolved("The customer.")
    async def customer(self, info: Info) -> CustomerRef:
        """The customer, read with the others of the list."""
        return await info.context.loaders.customer(self.customer_id)  # type: ignore[return-value]  # else an error


@strawberry.type(description="Customers who refer each other more than others.")
class Community:
    """A community."""

    id: strawberry.ID = strawberry.field(description="Id, kept from run to run")
    size: int | None = strawberry.field(
        description="How many customers it has; without the role pii null for fewer than five"
    )
    ties: int | None = strawberry.field(description="Referrals stated among them; null where the size is")


@strawberry.type(
    description="What as many customers are expected to reach who are chosen by a simple ranking."
)
class RankingSpread:
    """A ranking to hold the seeds against."""

    ranking: str = strawberry.field(description="`degree`, `degree_discount` or `pagerank`")
    spread: float = strawberry.field(description="Customers expected to be reached, exactly")


@strawberry.type(description="Whom to begin a campaign with.")
class CampaignSeeds:
    """Seeds with the spread expected from them."""

    customer_ids: strawberry.Private[list[str]]
    probability: float = strawberry.field(description="With which a referral brings a customer")
    spread: float = strawberry.field(description="Customers expected to be reached from these seeds")
    low: float = strawberry.field(description="Lower end of the interval of that")
    high: float = strawberry.field(description="Upper end; equal to the lower one where it is exact")
    bound: float = strawberry.field(
        description="What no choice of as many as all that were chosen can exceed"
    )
    samples: int = strawberry.field(description="Sets that were drawn; 0 where it is exact")
    beside: list[RankingSpread] = strawberry.field(
        description="As many as all that were chosen by simple rankings, over accepted referrals; else none"
    )

    @resolved("The seeds, the best first.")
    async def customers(self, info: Info) -> list[CustomerRef]:
        """The customers."""
        found = await info.context.loaders.customers(self.customer_ids)
        return [customer for customer in found if customer is not None]


@strawberry.type(description="What the scores of the referral network say of all of it.")
class NetworkRun:
    """The latest run."""

    report: strawberry.Private[dict[str, Any]]
    run: str = strawberry.field(description="Names the state of the journal and the version")
    version: str = strawberry.field(description="Version of the scores' definitions")
    as_of: datetime | None = strawberry.field(description="Time of the latest event that is known")
    accepted: int = strawberry.field(description="Referrals that count")
    claims: int = strawberry.field(description="Referrals that do not")
    cascades: int = strawberry.field(description="Trees of referrals")
    mean_cascade_size: float = strawberry.field(description="Mean number of customers in a tree")
    mean_structural_virality: float = strawberry.field(description="Mean structural virality of the trees")
    communities_count: int = strawberry.field(description="Communities in all")
    modularity: float = strawberry.field(description="Modularity of the communities")
    stability: float | None = strawberry.field(
        description="Mean adjusted Rand index of the communities that other seeds find; null without a check"
    )

    @resolved("Which statements count, and why the others do not.")
    def standings(self) -> list[StandingCount]:
        """Numbers by standing."""
        return standing_counts(self.report)

    @resolved("K-factors by month, and over all mature cohorts: of all, by channel, by campaign.")
    def k_factors(self, first: int = 100) -> list[KFactor]:
        """K-factors."""
        return k_factors(self.report)[:first]

    @resolved("Times from referrals to first purchases: of all, by channel, by campaign.")
    def conversion(self, first: int = 100) -> list[ConversionTime]:
        """Times to conversion."""
        return conversion_times(self.report)[:first]

    @resolved("The largest trees of referrals with their shape, the largest first; 20 are kept.")
    def largest_cascades(self, first: int = 20) -> list[Cascade]:
        """Cascades."""
        return [Cascade(**each) for each in self.report["cascades"]["largest"][:first]]

    @resolved("The largest communities, the largest first.")
    def communities(self, first: int = 20) -> list[Community]:
        """Communities."""
        return [Community(**each) for each in self.report["communities"]["largest"][:first]]

    @resolved("Customers who bridge communities, those with the most ties across first.")
    def bridges(self, first: int = 20) -> list[RankedCustomer]:
        """Bridges with how evenly their ties spread."""
        found = self.report["communities"]["bridges"][:first]
        return [RankedCustomer(customer_id=each["customer"], value=each["bridging"]) for each in found]

    @resolved("The best customers to begin a campaign with; exactly on accepted referrals, else sampled.")
    def campaign_seeds(self, first: int = 10, stated: bool = False) -> CampaignSeeds:
        """The first so many of the seeds that were chosen."""
        found = seeds_report(self.report, stated=stated)
        low, high = [(0.0, 0.0), *found["intervals"][:first]][-1]
        return CampaignSeeds(
            customer_ids=found["customers"][:first],
            probability=self.report["seeds"]["probability"],
            spread=[0.0, *found["spreads"][:first]][-1],
            low=low,
            high=high,
            bound=found["bound"],
            samples=found["samples"],
            beside=[RankingSpread(ranking=name, spread=n) for name, n in found.get("beside", {}).items()],
        )

    @resolved("The map of the largest communities as an SVG picture.")
    def communities_svg(self, info: Info) -> str:
        """A picture with ids and sizes, without those that are too small to be told."""
        found = self.report["communities"]
        if info.context.principal.may(Role.PII):
            return communities_svg(found)
        told = [each for each in found["largest"] if suppressed(each["size"]) is not None]
        ids = {each["id"] for each in told}
        between = [edge for edge in found["between"] if ids.issuperset(edge[:2])]
        return communities_svg(found | {"largest": told, "between": between})


def network_run(run: Mapping[str, Any]) -> NetworkRun:
    """The run out of what `graph.analytics.reading` read."""
    report = run["report"]
    standings, communities = report["standings"], report["communities"]
    return NetworkRun(
        report=report,
        run=run["run"],
        version=run["version"],
        as_of=run["as_of"],
        accepted=standings["accepted"],
        claims=sum(standings.values()) - standings["accepted"],
        cascades=report["cascades"]["count"],
        mean_cascade_size=report["cascades"]["mean_size"],
        mean_structural_virality=report["cascades"]["mean_structural_virality"],
        communities_count=communities["count"],
        modularity=communities["modularity"],
        stability=communities["stability"]["mean"],
    )
