"""Queries of the referral network: trees, advocates, communities."""

import strawberry

from api.gql.context import Info
from api.gql.declare import resolved
from api.gql.types.cascades import CustomerTree, NetworkRun, RankedCustomer, customer_tree, network_run
from cypher import load
from graph.analytics.reading import network_run as read_report
from graph.analytics.reading import tree_of


@strawberry.type
class NetworkQuery:
    """What operations on the referral network start from."""

    @resolved(
        "Everybody whom a customer brought, directly or over others: all levels, up to `first` customers."
    )
    async def referral_tree(
        self, info: Info, customer: strawberry.ID, first: int = 100
    ) -> CustomerTree | None:
        """The tree, or null when there is no such customer."""
        store = info.context.store
        tree = tree_of(await store.run(load("read/referral_root"), id=customer), first)
        while tree and tree.frontier:
            level = load("read/referral_level")
            tree.take(await store.run(level, ids=tree.frontier, limit=tree.limit))
        return customer_tree(tree) if tree else None

    @resolved("Customers who praise and brought nobody yet, the nearest to bringing others first.")
    async def potential_advocates(self, info: Info, first: int = 10) -> list[RankedCustomer]:
        """Who may become an advocate."""
        return await _ranked(info, "read/potential_advocates", first)

    @resolved("Advocates at risk of leaving, by the risk times the strength that would be lost.")
    async def advocates_at_risk(self, info: Info, first: int = 10) -> list[RankedCustomer]:
        """Who is about to leave."""
        return await _ranked(info, "read/advocates_at_risk", first)

    @resolved("Customers of a community, those of the largest reach first.")
    async def community_members(
        self, info: Info, community: strawberry.ID, first: int = 20
    ) -> list[RankedCustomer]:
        """The members with their reach."""
        rows = await info.context.store.run(load("read/community_members"), community=community, first=first)
        return [RankedCustomer(customer_id=row["id"], value=row["value"]) for row in rows]

    @resolved("What the scores of the referral network say of all of it; null before the first.")
    async def network_run(self, info: Info) -> NetworkRun | None:
        """The latest run."""
        rows = await info.context.store.run(load("read/network_run"))
        return network_run(read_report(rows)) if rows else None


async def _ranked(info: Info, query: str, first: int) -> list[RankedCustomer]:
    rows = await info.context.store.run(load(query), first=first)
    return [RankedCustomer(customer_id=row["id"], value=row["value"]) for row in rows]
