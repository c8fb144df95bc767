"""What the model says of the members of generated types: each follows the property that it is about."""

from collections.abc import Mapping
from typing import Any

from api.gql.kinds.inputs import CONDITIONS, filtered_links, relation_name
from api.gql.kinds.names import (
    EDGES,
    KINDS,
    LINKS,
    ONE_BY_KEY,
    RELATED,
    ROOTS,
    all_lists,
    categories_of,
    edge_aggregate,
    edge_filter,
    properties_of,
)
from api.gql.kinds.nodes import key_of
from api.gql.kinds.orders import edge_orders, edge_orders_name, node_orders, node_orders_name
from graph.model import MODEL
from graph.model.links import EDGE_KINDS
from graph.model.personal import Personal
from graph.policy.masks import kind_of_property, personal

_SHOWN = {f"{label}{made}" for label in KINDS for made in ("Aggregate", "Group")}
_SHOWN |= {edge_aggregate(type_) for type_ in EDGES}
_SHOWN |= {f"{name}Connection" for name in all_lists()} | {"NumberAggregate", "TimeAggregate"}
_EDGES = {f"{name}Edge": link for name, link in all_lists().items()}


def kind_of_field(type_name: str, name: str) -> Personal | None:
    """What a field of a generated type, or one that leads to a list, shows; None for any other."""
    if type_name in _SHOWN or (type_name, name) in LINKS or (type_name, name) in RELATED:
        return Personal.NOT
    if type_name == "Query" and (name in ROOTS or name in ONE_BY_KEY):
        return Personal.NOT
    if type_name in _EDGES:
        carried = {each.name: each.personal for each in _EDGES[type_name].edge_properties}
        return carried.get(name, Personal.NOT)
    return None


def _inputs() -> dict[str, dict[str, Personal]]:
    joined = dict.fromkeys(("and_", "or_", "not_"), Personal.NOT)
    found = {
        f"{label}Filter": {
            **joined,
            **{each.name: each.personal for each in properties_of(label)},
            **dict.fromkeys(filtered_links(label), Personal.NOT),
        }
        for label in KINDS
    }
    found |= {
        edge_filter(type_): {each.name: each.personal for each in EDGE_KINDS[type_].all_properties}
        for type_ in EDGES
    }
    found |= {
        relation_name(link): dict.fromkeys(("some", "none", "over", "validity"), Personal.NOT)
        for link in LINKS.values()
    }
    return found


MEMBERS: Mapping[str, Mapping[str, Personal]] = _inputs()
"""Of inputs the members by name in Python, with what is compared there."""

CONDITION_TYPES = frozenset(CONDITIONS.values())
"""Inputs that say how a value is compared; with what is said where they stand."""


def _by(orders: Mapping[str, Any]) -> dict[str, Personal]:
    return {name: order.by.personal if order.by else Personal.NOT for name, order in orders.items()}


ORDERS: Mapping[str, Mapping[str, Personal]] = {
    **{node_orders_name(label): _by(node_orders(label)) for label in KINDS},
    **{edge_orders_name(type_): _by(edge_orders(type_)) for type_ in EDGES},
    **{
        f"{label}Grouping": {name: each.personal for name, each in categories_of(label).items()}
        for label in KINDS
    },
}
"""Orders and groups, by the property that they go by; every list goes by its key."""


def compares(kind: Personal, condition: Mapping[str, Any]) -> bool:
    """Whether a condition compares with what a mask hides; equality with what is shown may be asked."""
    if kind is Personal.NOT:
        return False
    given = {name: value for name, value in condition.items() if value is not None and name != "exists"}
    equal = [given.pop("eq", None), *(given.pop("in", None) or [])]
    return bool(given) or any(personal(kind, each) for each in equal)


def goes_by_masked(type_name: str, name: str) -> bool:
    """Whether a field is a list that goes by values of identifiers, or tells equal ones apart by them.

    Keys of sources are shown, but for addresses in them: lists may go by these.
    """
    link = LINKS.get((type_name, name))
    kinds = {kind_of_property(link.end, key) for key in link.kind.key} if link else set()
    return name == "identifiers" or not kinds <= {Personal.NOT, Personal.KEY}


def names_hidden(node_id: str) -> bool:
    """Whether the id of a node holds what a mask would hide."""
    found = key_of(node_id)
    if found is None:
        return False
    label, key = found
    parts = zip(MODEL.node[label].key, key, strict=True)
    return any(personal(kind_of_property(label, name) or Personal.WORDS, value) for name, value in parts)
