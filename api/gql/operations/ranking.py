"""Customers by what the scores of the referral network say of them: pages of the list of all customers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from api.gql.company.declared import declared_of
from api.gql.compile.lists.answers import Page, total_of
from api.gql.compile.lists.arguments import ListArguments, Term
from api.gql.compile.lists.statements import Listing
from api.gql.kinds.names import ROOTS
from api.gql.pages.connected import ConnectionPage, Edge, T, Window
from api.gql.pages.cursors import cursors_of
from api.gql.resolving.context import Info

if TYPE_CHECKING:
    from api.gql.types.customer import Customer


@dataclass(frozen=True)
class Ranking:
    """Customers for whom a filter holds, the greatest `key` first, which none of them lacks."""

    filter: Mapping[str, Any]
    key: str


AT_RISK = Ranking({"advocateRisk": {"gt": 0}}, "coalesce(_node.advocate_risk * _node.advocacy, 0.0)")
POTENTIAL = Ranking({"advocatePotential": {"gt": 0}}, "_node.advocate_potential")


def members(community: str) -> Ranking:
    """Those of a community, by their reach."""
    return Ranking({"community": {"eq": community}}, "toFloat(coalesce(_node.reach, 0))")


def advocates(by: str) -> Ranking:
    """Those who brought others, by a score of theirs."""
    return Ranking({"acceptedReferrals": {"gt": 0}}, f"toFloat(coalesce(_node.{by}, 0))")


async def ranked(
    info: Info, window: Window, ranking: Ranking, make: Callable[["Customer"], T]
) -> ConnectionPage[T]:
    """A page of a ranking, of what is made of each customer."""
    schema, loaders = info.schema._schema, info.context.loaders
    given = {**vars(window), "filter": ranking.filter}
    known = (cursors_of(schema), declared_of(schema), info.context.settings.country)
    asked = _Ranked(ROOTS["customers"], given, *known, ranking)
    asked.check()
    listing = Listing(asked, lambda _: asked, protected=False)
    rows, customers, _ = await loaders.listed(asked.link, None, listing.page())
    page = Page.of(asked, rows)
    found = customers[: len(page.rows)]
    edges = [
        Edge(cursor=page.cursor(i), node=make(customer))
        for i, customer in enumerate(reversed(found) if asked.backward else found)
    ]

    async def count() -> int:
        return total_of(await loaders.answer(asked.link, None, listing.total())) or 0

    return ConnectionPage(
        edges=edges, nodes=[each.node for each in edges], page_info=page.info(), count=count
    )


@dataclass(frozen=True)
class _Ranked(ListArguments):
    """What is asked of a ranking."""

    ranking: Ranking

    @cached_property
    def key(self) -> Term:
        """The score that the ranking goes by, the greatest first."""
        return Term(self.ranking.key, descending=True)

    @property
    def label(self) -> str:
        """What cursors of it name."""
        return f"customers by {self.ranking.key}"
