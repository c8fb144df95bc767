"""Nodes, connections, edges, aggregates and groups of each kind as types of GraphQL."""

from typing import Any

import strawberry
from strawberry.types import get_object_definition
from strawberry.types.field import StrawberryField

from api.gql.kinds.made import (
    NAMESPACE,
    Argument,
    Member,
    key_field,
    know,
    list_field,
    make_node,
    make_type,
    related_field,
)
from api.gql.kinds.names import (
    BOOKKEEPING,
    COUNTED_EDGES,
    EDGES,
    KINDS,
    LINKS,
    ONE_BY_KEY,
    RELATED,
    ROOTS,
    all_lists,
    categories_of,
    connected,
    edge_aggregate,
    edge_filter,
    edge_measures_of,
    in_currencies,
    measures_of,
)
from api.gql.kinds.nodes import Node
from api.gql.kinds.orders import edge_orders_name, node_orders_name, usual_order
from api.gql.kinds.validity import Validity
from api.gql.pages.cursors import PageInfo
from graph.model.links import EDGE_KINDS, Link
from graph.model.types import Property, PropertyType

_TYPES = {
    PropertyType.TEXT: "str",
    PropertyType.INTEGER: "int",
    PropertyType.DECIMAL: "float",
    PropertyType.FLAG: "bool",
    PropertyType.TIME: "DateTime",
    PropertyType.TEXTS: "list[str]",
}
_HOW = (
    " `first` counts from the beginning, or behind `after`; `last` from the end, or before `before`."
    " What is equal in the order goes by the key; texts go without case, what has no value comes first."
)
_SAID = {
    ("Order", "total"): "Total as the source states it, else that of its lines",
    ("CONTAINS", "total"): "Amount of the line as the source states it, else that of its pieces",
}
"""What is said of fields that show something else than the property alone."""

FIRST, GROUPS = 20, 50
"""How many objects and groups are shown where nobody says how many."""


def make_outputs(*by_hand: type[Any]) -> None:
    """Make all of them known; types of nodes that are written by hand stay, and get their lists."""
    know(Node, PageInfo, Validity, *by_hand)
    for functions, name in (
        (("sum", "average", "min", "max"), "NumberAggregate"),
        (("min", "max"), "TimeAggregate"),
    ):
        made = "DateTime" if name == "TimeAggregate" else "float"
        about = f"Of a {'time' if name == 'TimeAggregate' else 'number'} over many objects; null without any."
        make_type(name, about, {each: Member(f"{made} | None", f"The {each}") for each in functions})
    for label, kind in KINDS.items():
        if label not in NAMESPACE:
            members = {
                each.name: Member(
                    _TYPES[each.type] + ("" if each.name in kind.key else " | None"),
                    _SAID.get((label, each.name), each.description),
                )
                for each in kind.properties
                if each.name not in BOOKKEEPING
            }
            members |= {"id": Member("ID", members["id"].description)} if "id" in members else {}
            make_node(label, f"{kind.description}.", members, Node)
        _make_aggregate(label)
    for type_ in COUNTED_EDGES:
        _make_edge_aggregate(type_)
    for name, link in all_lists().items():
        _make_connection(name, link)
    for (label, name), (target, described) in RELATED.items():
        _fields(NAMESPACE[label]).append(related_field(name, f"{target} | None", described))
    for (label, _), link in LINKS.items():
        _add(NAMESPACE[label], link)


def add_lists(query: type[Any]) -> None:
    """Give the query the lists of all nodes of each kind, and what finds one by its key."""
    for link in ROOTS.values():
        _add(query, link)
    for name, label in ONE_BY_KEY.items():
        _fields(query).append(key_field(name, label, f"One {label} by its key; null when there is none."))


def _add(type_: type[Any], link: Link) -> None:
    described = f"{link.description}. By {usual_order(link).label} where nothing else is asked for."
    _fields(type_).append(list_field(link, f"{connected(link)}Connection", described, _arguments(link)))


def _fields(type_: type[Any]) -> list[StrawberryField]:
    return get_object_definition(type_, strict=True).fields


def _arguments(link: Link) -> dict[str, Argument]:
    """The arguments of a list."""
    found = {
        "filter": Argument(f"{link.end}Filter | None"),
        "order_by": Argument(f"{node_orders_name(link.end)} | None"),
        "first": Argument("int", FIRST),
        "after": Argument("str | None"),
        "last": Argument("int | None"),
        "before": Argument("str | None"),
    }
    if link.over and link.over.type in EDGES:
        found["over"] = Argument(f"{edge_filter(link.over.type)} | None")
        found["order_by_edge"] = Argument(f"{edge_orders_name(link.over.type)} | None")
    if link.stated:
        found["validity"] = Argument("Validity", Validity.CURRENT)
    return found


def _make_aggregate(label: str) -> None:
    money = (
        "; null for amounts in several currencies: filter or group by `currency`"
        if in_currencies(label)
        else ""
    )
    members = {"count": Member("int | None", "How many")}
    for each in measures_of(label).amounts:
        hint = money if each.money else ""
        members[each.name] = Member("NumberAggregate", f"{each.description}{hint}")
    members |= {each.name: Member("TimeAggregate", each.description) for each in measures_of(label).times}
    few = "Without the role pii null for fewer than five people."
    make_type(f"{label}Aggregate", f"Numbers over {label} objects, each counted once. {few}", members)
    if categories_of(label):
        members = {
            "values": Member(
                "list[str | None]", "The value of each thing grouped by; null where there is none"
            ),
            "aggregate": Member(f"{label}Aggregate", "Numbers over the group"),
        }
        make_type(f"{label}Group", f"{label} objects that have the same values.", members)


def _make_edge_aggregate(type_: str) -> None:
    members = {}
    several = any(in_currencies(start) for start, _ in EDGE_KINDS[type_].endpoints if start in KINDS)
    for each in edge_measures_of(type_).amounts:
        hint = "; null for amounts in several currencies" if several and each.money else ""
        said = _SAID.get((type_, each.name), each.description)
        members[each.name] = Member("NumberAggregate", f"{said}{hint}")
    few = "Without the role pii null for fewer than five people."
    make_type(edge_aggregate(type_), f"Numbers over edges `{type_}`. {few}", members)


def _said_of_edge(link: Link, carried: Property) -> str:
    return _SAID.get((link.over.type if link.over else "", carried.name), carried.description)


def _make_connection(name: str, link: Link) -> None:
    over = f" over `{link.over.type}`" if link.over and link.edge_properties else ""
    edge = {
        "cursor": Member("str", "Place in the list"),
        "node": Member(link.end, f"The {link.end}"),
        **{
            each.name: Member(f"{_TYPES[each.type]} | None", _said_of_edge(link, each))
            for each in link.edge_properties
        },
    }
    make_type(f"{name}Edge", f"A way to a {link.end}{over}.", edge)
    members = {
        "edges": Member(f"list[{name}Edge]", "The page, with cursors and what the edges carry"),
        "nodes": Member(f"list[{link.end}]", "The page without that"),
        "page_info": Member("PageInfo", "Where the page begins and ends"),
        "total_count": Member(
            "int | None",
            "How many edges there are on all pages. Without the role pii null for fewer than five people",
        ),
        "aggregate": Member(f"{link.end}Aggregate", "Numbers over the nodes of all pages"),
    }
    if link.over and link.over.type in COUNTED_EDGES:
        about = "Numbers over what the edges of all pages carry"
        members["edge_aggregate"] = Member(edge_aggregate(link.over.type), about)
    groups = categories_of(link.end)
    if groups:
        members["groups"] = Member(
            f"list[{link.end}Group]",
            "Numbers over groups of the nodes, by one to three things, in the order of their values; months"
            " are those of `zone`, such as Europe/Berlin, else of the company's",
        )
    made = make_type(f"{name}Connection", f"A list of {link.end} objects{over}, page by page.{_HOW}", members)
    if groups:
        field = next(field for field in made.fields if field.python_name == "groups")
        by = Argument(f"list[{link.end}Grouping]", strawberry.UNSET)
        first = Argument("int", GROUPS)
        zone = Argument("str | None")
        field.arguments = [by.made("by"), first.made("first"), zone.made("zone")]
