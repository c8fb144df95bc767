"""By what lists can go: every property of their nodes or edges, either way. Equal ones go by the key."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from api.gql.kinds.names import KINDS, pascal, properties_of
from graph.model.links import EDGE_KINDS, Link
from graph.model.types import EdgeTime, Property, PropertyType

KEY = "ID"


@dataclass(frozen=True)
class Order:
    """An order by a property of the nodes, or of the edges that lead to them; by the key without one."""

    name: str
    by: Property | None = None
    of_edge: bool = False
    descending: bool = False

    @property
    def description(self) -> str:
        """The order in words, for the schema."""
        if self.by is None:
            return "By the key, backwards" if self.descending else "By the key"
        first = "greatest or latest" if self.descending else "least or earliest"
        return f"By `{self.by.name}`, the {first} first"

    @property
    def label(self) -> str:
        """What tells it from the other orders of a list."""
        return f"{'edge ' if self.of_edge else ''}{self.name}"


def node_orders_name(label: str) -> str:
    """The name of the enum of orders by what nodes of a kind carry."""
    return f"{label}Order"


def edge_orders_name(type_: str) -> str:
    """The name of the enum of orders by what edges of a kind carry."""
    return f"{pascal(type_)}EdgeOrder"


@cache
def node_orders(label: str) -> Mapping[str, Order]:
    """Orders by what nodes of a kind carry, by name."""
    by_key = (Order(KEY), Order(f"{KEY}_DESC", descending=True))
    others = [each for each in properties_of(label) if each.name.upper() != KEY]
    return {order.name: order for order in (*by_key, *_orders(others, of_edge=False))}


@cache
def edge_orders(type_: str) -> Mapping[str, Order]:
    """Orders by what edges of a kind carry, by name."""
    return {order.name: order for order in _orders(EDGE_KINDS[type_].all_properties, of_edge=True)}


def _orders(properties: tuple[Property, ...] | list[Property], *, of_edge: bool) -> Iterator[Order]:
    for each in properties:
        if each.type is not PropertyType.TEXTS:
            name = each.name.upper()
            yield Order(name, each, of_edge)
            yield Order(f"{name}_DESC", each, of_edge, descending=True)


_BY_EDGE = {
    EdgeTime.COUNTED: "COUNT_DESC",
    EdgeTime.DATED: "AT_DESC",
    EdgeTime.STATED: "VALID_FROM_DESC",
}


def usual_order(link: Link) -> Order:
    """The order of a list that nobody chose one for: of all nodes the key, else the latest or most first."""
    if link.over and KINDS[link.end].moment:
        return node_orders(link.end)[f"{str(KINDS[link.end].moment).upper()}_DESC"]
    if link.over and link.over.key == ("line",):
        return edge_orders(link.over.type)["LINE"]
    if link.over and link.over.time in _BY_EDGE:
        return edge_orders(link.over.type)[_BY_EDGE[link.over.time]]
    return node_orders(link.end)[KEY]
