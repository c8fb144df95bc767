"""The ids of the customers that a filter holds for, for what goes on with these."""

from collections.abc import Mapping
from typing import Any

from graphql import GraphQLSchema

from api.gql.company.declared import declared_of
from api.gql.compile.lists.arguments import ListArguments
from api.gql.compile.lists.statements import Listing
from api.gql.limits.costs import SCAN_COST
from api.gql.pages.cursors import Cursors
from api.gql.resolving.context import Context
from graph.model.links import CUSTOMER, all_of


class CustomerIds:
    """Reads them, as often as it is asked to."""

    def __init__(self, schema: GraphQLSchema, context: Context, given: Mapping[str, Any]) -> None:
        """`given` are arguments of the list of customers; raises RequestError for wrong ones."""
        self._context = context
        asked = ListArguments(
            all_of(CUSTOMER), given, Cursors(), declared_of(schema), context.settings.country
        )
        asked.check()
        self._link, self._listing = asked.link, Listing(asked, lambda _: asked, protected=False)

    async def read(self, most: int) -> list[str]:
        """The ids in their order, at most so many; raises RequestError where the budget is used up."""
        await self._context.pay(SCAN_COST)
        return await self._context.loaders.keys(self._link, self._listing.keys(most))
