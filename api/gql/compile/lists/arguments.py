"""What is asked of a list: its arguments, read for each request."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from api.gql.company.declared import CompanyDeclarations
from api.gql.compile.filters.values import meant
from api.gql.compile.statement.columns import stored
from api.gql.errors import bad_input
from api.gql.kinds.orders import Order, edge_orders, node_orders, usual_order
from api.gql.pages.cursors import Cursor, Cursors
from graph.model.links import Link
from graph.model.types import Property, PropertyType

_LEAST = "-1.0e300"
"""Takes the place of a number or time that is not there, so that it comes first."""

_LINE = 12
"""Digits to which numbers of lines are filled up."""


@dataclass(frozen=True)
class Term:
    """One thing that a list goes by, never null."""

    text: str
    descending: bool = False


@dataclass(frozen=True)
class ListArguments:
    """The arguments of a list as GraphQL has them."""

    link: Link
    given: Mapping[str, Any]
    cursors: Cursors
    declared: CompanyDeclarations
    country: str

    @cached_property
    def meant(self) -> Mapping[str, Any]:
        """The arguments, values of filters as the graph holds them; raises RequestError for wrong ones."""
        return {**self.given, "filter": meant(self.link.end, self.filter, self.country)}

    @property
    def filter(self) -> Mapping[str, Any]:
        """Conditions on the nodes."""
        return self.given.get("filter") or {}

    @property
    def over(self) -> Mapping[str, Any]:
        """Conditions on the edges."""
        return self.given.get("over") or {}

    @property
    def past(self) -> bool:
        """Whether edges that once held are wanted too."""
        validity = self.given.get("validity")
        return validity is not None and validity.value == "all"

    @property
    def backward(self) -> bool:
        """Whether the page is the last one."""
        return self.given.get("last") is not None

    @property
    def size(self) -> int:
        """How many nodes a page has at most: `last` if it is given, else `first`."""
        return int(self.given["last"] if self.backward else self.given["first"])

    @cached_property
    def order(self) -> Order:
        """What the list goes by: the edges, if that is asked for."""
        of_edge, of_node = self.given.get("orderByEdge"), self.given.get("orderBy")
        if of_edge is not None and self.link.over:
            return edge_orders(self.link.over.type)[of_edge.value]
        return node_orders(self.link.end)[of_node.value] if of_node is not None else usual_order(self.link)

    @cached_property
    def key(self) -> Term | None:
        """The property that the list goes by; None for the key of the nodes."""
        by = self.order.by
        if by is None:
            return None
        value = edge_value(self.link, by.name) if self.order.of_edge else stored(self.link.end, by.name)
        return Term(comparable(by, value), self.order.descending)

    @cached_property
    def ties(self) -> tuple[Term, ...]:
        """What tells equal ones apart."""
        down = self.key is None and self.order.descending
        nodes = [f"_node.{name}" for name in self.link.kind.key]
        edges = [f"coalesce(toString({edge_value(self.link, name)}), '')" for name in edge_key(self.link)]
        return tuple(Term(text, down) for text in (*nodes, *edges))

    @property
    def terms(self) -> tuple[Term, ...]:
        """All that the list goes by."""
        return (self.key, *self.ties) if self.key else self.ties

    def cursor(self, name: str) -> Cursor | None:
        """The cursor in an argument; raises RequestError for what is none of this list."""
        text = self.given.get(name)
        if not text:
            return None
        cursor = self.cursors.decode(text, self.label, name)
        if len(cursor.place) != len(self.terms):
            raise bad_input(f"{name} is a cursor of another list.")
        return cursor

    @property
    def label(self) -> str:
        """What cursors of this list and order name."""
        return f"{self.link.start or ''} {self.link.name} {self.order.label}".strip()

    def check(self) -> None:
        """Raise RequestError where the arguments do not go together."""
        for name in ("after", "before"):
            self.cursor(name)
        _ = self.meant


def edge_value(link: Link, name: str) -> str:
    """The text of a property of the edges of a list, which may be merged."""
    return f"_of_{name}" if link.merged else link.carries(name)


def edge_key(link: Link) -> tuple[str, ...]:
    """Names of the properties that tell edges to one node apart."""
    return link.over.key if link.over else ()


def comparable(by: Property, value: str) -> str:
    """A value that is never null, for lists to go by: without case, times in milliseconds."""
    match by.type:
        case PropertyType.TEXT if by.name == "line":  # mostly a number: the tenth follows the ninth
            return f"right('{'0' * _LINE}' + coalesce(toString({value}), ''), {_LINE})"
        case PropertyType.TEXT:
            return f"toLower(coalesce(toString({value}), ''))"
        case PropertyType.TIME:
            return f"coalesce(datetime({value}).epochMillis, {_LEAST})"
        case PropertyType.FLAG:
            return f"CASE {value} WHEN true THEN 2.0 WHEN false THEN 1.0 ELSE 0.0 END"
    return f"coalesce({value}, {_LEAST})"
