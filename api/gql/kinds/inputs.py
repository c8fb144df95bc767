"""Conditions, filters, orders and groups of each kind as inputs of GraphQL."""

from collections.abc import Mapping

from api.gql.kinds import special
from api.gql.kinds.made import Member, know, make_enum, make_input
from api.gql.kinds.names import (
    EDGES,
    KINDS,
    LINKS,
    categories_of,
    connected,
    edge_filter,
    properties_of,
)
from api.gql.kinds.orders import edge_orders, edge_orders_name, node_orders, node_orders_name
from graph.model.links import EDGE_KINDS, Link
from graph.model.personal import Personal
from graph.model.types import Property, PropertyType

CONDITIONS: Mapping[PropertyType, str] = {
    PropertyType.TEXT: "TextCondition",
    PropertyType.TEXTS: "TextsCondition",
    PropertyType.INTEGER: "IntegerCondition",
    PropertyType.DECIMAL: "NumberCondition",
    PropertyType.FLAG: "FlagCondition",
    PropertyType.TIME: "TimeCondition",
}
_COMPARED = {PropertyType.TEXT: "str", PropertyType.INTEGER: "int", PropertyType.DECIMAL: "float"}
_COMPARED[PropertyType.TIME] = "DateTime"


def make_inputs() -> None:
    """Make all of them known."""
    know(special.ConsentInput)
    _make_conditions()
    special.make_trait_filter()
    for label in KINDS:
        _make_filter(label)
        orders = {name: order.description for name, order in node_orders(label).items()}
        make_enum(node_orders_name(label), f"Orders of {label} objects.", orders)
        groups = {name: _grouped(name, each) for name, each in categories_of(label).items()}
        if groups:
            make_enum(f"{label}Grouping", f"What {label} objects can be grouped by.", groups)
    for type_ in EDGES:
        described = f"Conditions on the edges `{type_}`; all must hold."
        members = {each.name: _condition(each) for each in EDGE_KINDS[type_].all_properties}
        make_input(edge_filter(type_), described, members)
        orders = {name: order.description for name, order in edge_orders(type_).items()}
        make_enum(edge_orders_name(type_), f"Orders by the edges `{type_}`.", orders)
    for name, link in {relation_name(link): link for link in LINKS.values()}.items():
        _make_relation(name, link)


def relation_name(link: Link) -> str:
    """The name of the input with conditions on what a list leads to."""
    return f"{connected(link)}ListFilter"


def filtered_links(label: str) -> dict[str, Link]:
    """The lists that the filter of a kind can look into; evidence is for stewards, who ask for it itself."""
    found = {name: link for (start, name), link in LINKS.items() if start == label}
    return {name: link for name, link in found.items() if name != "matches"}


def _make_conditions() -> None:
    exists = Member("bool | None", "Whether there is a value")
    for type_, compared in _COMPARED.items():
        members = {
            "eq": Member(f"{compared} | None", "The value itself"),
            "in_": Member(f"list[{compared}] | None", "One of these values", "in"),
            "gt": Member(f"{compared} | None", "Greater, or later"),
            "gte": Member(f"{compared} | None", "At least, or from then on"),
            "lt": Member(f"{compared} | None", "Less, or earlier"),
            "lte": Member(f"{compared} | None", "At most, or until then"),
        }
        if type_ is PropertyType.TEXT:
            members["contains"] = Member("str | None", "Has this in it, as it is written")
            members["starts_with"] = Member("str | None", "Begins with this, as it is written")
        if type_ is PropertyType.TIME:
            members["within_days"] = Member("int | None", "At most so many days ago, or later")
        what = CONDITIONS[type_].removesuffix("Condition").lower()
        _make_condition(type_, f"Conditions on a {what}; all must hold.", {**members, "exists": exists})
    yes = Member("bool | None", "The value itself")
    _make_condition(PropertyType.FLAG, "Conditions on a flag; all must hold.", {"eq": yes, "exists": exists})
    one = Member("str | None", "One of the texts is this")
    listed = "Conditions on a list of texts; all must hold."
    _make_condition(PropertyType.TEXTS, listed, {"includes": one, "exists": exists})


def _make_condition(type_: PropertyType, description: str, members: dict[str, Member]) -> None:
    make_input(CONDITIONS[type_], description, members)


def _make_filter(label: str) -> None:
    name = f"{label}Filter"
    members = {
        "and_": Member(f"list[{name}] | None", "All of these hold", "and"),
        "or_": Member(f"list[{name}] | None", "One of these holds", "or"),
        "not_": Member(f"{name} | None", "This does not hold", "not"),
        **{each.name: _condition(each) for each in properties_of(label)},
        **special.members(label),
        **{
            key: Member(f"{relation_name(link)} | None", f"Of {_small(link.description)}")
            for key, link in filtered_links(label).items()
        },
    }
    about = "All conditions must hold; one that is left out, or null, says nothing."
    make_input(name, f"Which {label} objects to look at. {about}", members)


def _make_relation(name: str, link: Link) -> None:
    members = {
        "some": Member(f"{link.end}Filter | None", "There is one for which this holds"),
        "none": Member(f"{link.end}Filter | None", "There is none for which this holds"),
    }
    if link.edge_properties and link.over:
        over = f"{edge_filter(link.over.type)} | None"
        members["over"] = Member(over, "Edges that count; all that hold without")
    if link.stated:
        members["validity"] = Member(
            "Validity | None", "Whether edges count that once held; else those of now"
        )
    make_input(name, f"Conditions on the {link.end} objects that a list leads to.", members)


def _condition(each: Property) -> Member:
    """A condition on a property; what nobody without the role pii can look by says so."""
    hidden = "" if each.personal is Personal.NOT else "; needs the role pii"
    return Member(f"{CONDITIONS[each.type]} | None", f"{each.description}{hidden}")


def _grouped(name: str, each: Property) -> str:
    return (
        f"By the month of `{each.name}`, such as 2026-03"
        if name.endswith("_MONTH") and (each.type is PropertyType.TIME)
        else f"By `{each.name}`"
    )


def _small(text: str) -> str:
    return text[0].lower() + text[1:]
