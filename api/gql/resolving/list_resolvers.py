"""Resolving lists where an operation was not compiled: the same statements, read as whole objects."""

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

from graphql import GraphQLObjectType, GraphQLResolveInfo, GraphQLSchema, get_named_type

from api.gql.company.declared import declared_of
from api.gql.compile.lists.answers import Page, groups_of, summary_of, total_of
from api.gql.compile.lists.arguments import ListArguments
from api.gql.compile.lists.grouping import Grouping
from api.gql.compile.lists.numbers import Number
from api.gql.compile.lists.statements import Listing
from api.gql.compile.statement.drafts import StatementPart
from api.gql.kinds.made import KeyField, ListField, RelatedField
from api.gql.kinds.names import (
    COUNTED_EDGES,
    Measures,
    categories_of,
    edge_measures_of,
    measures_of,
)
from api.gql.pages.cursors import Cursors
from api.gql.policy.masking import sees_all
from graph.model.links import Link

FUNCTIONS = ("sum", "average", "min", "max")


class RequestedList:
    """A list that was asked of an object, or of the query."""

    def __init__(self, asked: ListArguments, parent: Any, info: GraphQLResolveInfo[Any]) -> None:
        self._asked, self._parent, self._loaders = asked, parent, info.context.loaders
        self._listing = Listing(asked, lambda _: asked, protected=not sees_all(info.context.principal))

    async def page(self) -> SimpleNamespace:
        """The connection, without the numbers that are asked for by themselves."""
        rows, nodes, edges = await self._loaders.listed(self._asked.link, self._parent, self._listing.page())
        page = Page.of(self._asked, rows)
        found = nodes[: len(page.rows)][::-1] if self._asked.backward else nodes[: len(page.rows)]
        carried = edges[: len(page.rows)][::-1] if self._asked.backward else edges[: len(page.rows)]
        made = [
            SimpleNamespace(cursor=page.cursor(i), node=node, **values)
            for i, (node, values) in enumerate(zip(found, carried, strict=True))
        ]
        return SimpleNamespace(edges=made, nodes=found, page_info=page.info(), listed=self)

    async def total(self) -> int | None:
        """How many there are."""
        return total_of(await self._loaders.answer(self._asked.link, self._parent, self._listing.total()))

    async def aggregate(self) -> Any:
        """Numbers over all."""
        measures = measures_of(self._asked.link.end)
        return await self._summary(measures, self._listing.summary(_numbers(measures)))

    async def edge_aggregate(self) -> Any:
        """Numbers over what all edges carry."""
        measures = edge_measures_of(str(self._asked.link.over and self._asked.link.over.type))
        return await self._summary(measures, self._listing.edge_summary(_numbers(measures)))

    async def _summary(self, measures: Measures, part: StatementPart) -> Any:
        answer = await self._loaders.answer(self._asked.link, self._parent, part)
        return summary_of(measures, _numbers(measures), answer)

    async def groups(self, given: Mapping[str, Any], zone: str) -> Any:
        """Numbers over groups; months are those of a time zone where none is given."""
        measures = measures_of(self._asked.link.end)
        numbers = _numbers(measures)
        part = self._listing.groups(Grouping.of(given, lambda _: given, zone), numbers)
        return groups_of(measures, numbers, await self._loaders.answer(self._asked.link, self._parent, part))


def resolve_lists(schema: GraphQLSchema, cursors: Cursors) -> None:
    """Put in what answers the lists of a schema and the numbers of their connections."""
    for type_ in schema.type_map.values():
        if not isinstance(type_, GraphQLObjectType):
            continue
        for field in type_.fields.values():
            definition = field.extensions.get("strawberry-definition")
            if isinstance(definition, RelatedField):
                field.resolve = _related(definition.python_name)
            if isinstance(definition, KeyField):
                field.resolve = _by_key(definition.label)
            if isinstance(definition, ListField):
                field.resolve = _listed(definition.link, cursors)
                connection: Any = get_named_type(field.type)
                connection.fields["totalCount"].resolve = lambda page, _info: page.listed.total()
                connection.fields["aggregate"].resolve = lambda page, _info: page.listed.aggregate()
                over = definition.link.over
                if over and over.type in COUNTED_EDGES:
                    connection.fields["edgeAggregate"].resolve = lambda page, _: page.listed.edge_aggregate()
                if categories_of(definition.link.end):
                    connection.fields["groups"].resolve = lambda page, info, **given: page.listed.groups(
                        given, info.context.settings.timezone
                    )


def _related(name: str) -> Callable[..., Any]:
    async def resolve(parent: Any, info: GraphQLResolveInfo[Any]) -> Any:
        found = await info.context.loaders.related(parent, name)
        return found[0] if found else None

    return resolve


def _by_key(label: str) -> Callable[..., Any]:
    return lambda _query, info, id: info.context.loaders.node(label, id)  # noqa: A006 - the argument's name


def _listed(link: Link, cursors: Cursors) -> Callable[..., Any]:
    async def resolve(parent: Any, info: GraphQLResolveInfo[Any], **given: Any) -> Any:
        asked = ListArguments(link, given, cursors, declared_of(info.schema), info.context.settings.country)
        asked.check()
        return await RequestedList(asked, parent, info).page()

    return resolve


def _numbers(measures: Measures) -> list[Number]:
    """All numbers of a kind."""
    amounts = [Number(each.name, function) for each in measures.amounts for function in FUNCTIONS]
    return amounts + [Number(each.name, function) for each in measures.times for function in ("min", "max")]
