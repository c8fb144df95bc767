"""Queries of what scores say: of the referral network, its trees, advocates and communities, and of value."""

from collections.abc import Callable

import strawberry

from api.gql.declare import resolved
from api.gql.operations.ranking import AT_RISK, POTENTIAL, members, ranked
from api.gql.pages.connected import ConnectionPage, Window, paged
from api.gql.resolving.context import Info
from api.gql.types.customer import Customer
from api.gql.types.insight.insight_run import InsightRun, insight_run
from api.gql.types.networks.network_run import NetworkRun, RankedCustomer, network_run
from api.gql.types.networks.referral_tree import CustomerTree, customer_tree
from cypher import load
from graph.analytics.reading import network_run as read_report
from graph.analytics.reading import tree_of


@strawberry.type
class NetworkQuery:
    """What operations on the referral network start from."""

    @resolved(
        "Everybody whom a customer brought, directly or over others: all levels, up to `limit` customers."
    )
    async def referral_tree(
        self, info: Info, customer: strawberry.ID, limit: int = 1_000
    ) -> CustomerTree | None:
        """The tree, or null when there is no such customer."""
        store, limits = info.context.store, info.context.limits
        limits.check_depth("limit", limit, limits.tree_customers)
        tree = tree_of(await store.run(load("read/referral_root"), id=customer), limit)
        while tree and tree.frontier:
            level = await store.run(load("read/referral_level"), ids=tree.frontier, limit=tree.limit)
            await info.context.pay(len(level))
            tree.take(level)
        return customer_tree(tree) if tree else None

    @paged("Customers who praise and brought nobody yet, the nearest to bringing others first.", first=10)
    async def potential_advocates(self, info: Info, window: Window) -> ConnectionPage[RankedCustomer]:
        """Who may become an advocate."""
        return await ranked(info, window, POTENTIAL, _with("advocate_potential"))

    @paged("Advocates at risk of leaving, by the risk times the strength that would be lost.", first=10)
    async def advocates_at_risk(self, info: Info, window: Window) -> ConnectionPage[RankedCustomer]:
        """Who is about to leave."""
        return await ranked(info, window, AT_RISK, _with("advocate_risk"))

    @paged("Customers of a community, those of the largest reach first.")
    async def community_members(
        self, info: Info, window: Window, community: strawberry.ID
    ) -> ConnectionPage[RankedCustomer]:
        """The members with their reach."""
        return await ranked(info, window, members(community), _with("reach"))

    @resolved("What the scores of the referral network say of all of it; null before the first.")
    async def network_run(self, info: Info) -> NetworkRun | None:
        """The latest run."""
        rows = await info.context.store.run(load("read/network_run"))
        return network_run(read_report(rows)) if rows else None

    @resolved("What the scores of the value of customers are of, and what they lack; null before the first.")
    async def insight_run(self, info: Info) -> InsightRun | None:
        """The latest run."""
        rows = await info.context.store.run(load("read/network_run"))
        return insight_run(read_report(rows)) if rows else None


def _with(score: str) -> Callable[[Customer], RankedCustomer]:
    return lambda customer: RankedCustomer(customer_id=customer.id, value=getattr(customer, score) or 0.0)
