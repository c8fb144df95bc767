"""What of the model GraphQL lists, and the names of the types that are generated for it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property

from strawberry.utils.str_converters import to_camel_case

from graph.model import MODEL
from graph.model.links import CUSTOMER, EDGE_KINDS, Link, all_of, links
from graph.model.personal import Personal
from graph.model.relations import relations
from graph.model.revenue import REVENUE
from graph.model.tickets import DAYS_OPEN
from graph.model.types import NodeKind, Property, PropertyType
from graph.words.camel import snake

_READ_ELSEWHERE = frozenset({"Judgement", "ReviewCase", "NetworkRun"})
"""Kinds that GraphQL reads from the journal or from one report, as types of their own."""

MADE: Mapping[str, tuple[Property, ...]] = {"Order": (REVENUE,), "Ticket": (DAYS_OPEN,)}
"""Values of kinds that no node holds, made of what is there."""

KINDS: Mapping[str, NodeKind] = {
    kind.label: replace(kind, properties=(*kind.properties, *MADE.get(kind.label, ())))
    for kind in MODEL.nodes
    if not kind.unread and kind.label not in _READ_ELSEWHERE
}
"""Kinds of nodes that are objects of GraphQL, by label, with all values that these show."""

IDENTIFIERS = frozenset(kind.label for kind in MODEL.identifiers)
"""Kinds of nodes that are identifiers."""

KIND_OF_EDGE: Mapping[str, str] = {kind.edge: kind.name for kind in MODEL.identifiers}
"""Kinds of identifiers, by the type of the edges to them."""

LINKS: Mapping[tuple[str, str], Link] = {(str(link.start), link.name): link for link in links()}
"""Ways from objects to others, by the label and the name of the field in Python."""

ROOTS: Mapping[str, Link] = {link.name: link for link in map(all_of, KINDS) if link.end not in IDENTIFIERS}
"""Lists of all nodes of a kind, by the name of the field in Python. Identifiers are found by their users."""

ONE_BY_KEY: Mapping[str, str] = {
    snake(label): label for label, kind in KINDS.items() if kind.key == ("id",) and label != CUSTOMER
}
"""Kinds of which the query finds one by its key, by the name of the field in Python."""

RELATED: Mapping[tuple[str, str], tuple[str, str]] = {
    **{(it.label, it.name): (CUSTOMER, f"The customer behind the {it.label}") for it in relations()},
    (CUSTOMER, "household"): ("Household", "The household that the customer lives in now"),
}
"""What leads to one object, by label and name of the field in Python: its kind and what is said of it."""

BOOKKEEPING = frozenset({"stated_at"})
"""Properties that only the projector uses."""

JSON = frozenset(
    {
        "provenance",
        "revenue_left_out",
        "advocacy_parts",
        "churn_reasons",
        "stage_steps",
        "report",
        "properties",
        "evidence",
        "traits",
    }
)
"""Properties that hold JSON."""


def properties_of(label: str) -> tuple[Property, ...]:
    """The properties of a kind that can be looked and ordered by."""
    return tuple(
        each for each in KINDS[label].properties if each.name not in BOOKKEEPING and each.name not in JSON
    )


@cache
def property_of(label: str, name: str) -> Property:
    """A property by its name in GraphQL; raises KeyError for an unknown one."""
    return _by_name(properties_of(label))[name]


@cache
def edge_property_of(type_: str, name: str) -> Property:
    """A property of an edge kind by its name in GraphQL; raises KeyError for an unknown one."""
    return _by_name(EDGE_KINDS[type_].all_properties)[name]


def _by_name(properties: tuple[Property, ...]) -> dict[str, Property]:
    return {to_camel_case(each.name): each for each in properties}


def categories_of(label: str) -> dict[str, Property]:
    """What a kind can be grouped by, by the group's name: months, and values that say of nobody who it is."""
    own = [each for each in properties_of(label) if KINDS[label].key != (each.name,)]
    values = (PropertyType.TEXT, PropertyType.FLAG, PropertyType.INTEGER)
    return {
        f"{each.name.upper()}{'_MONTH' if each.type is PropertyType.TIME else ''}": each
        for each in own
        if each.type is PropertyType.TIME or (each.type in values and each.personal is Personal.NOT)
    }


@dataclass(frozen=True)
class Measures:
    """The numbers and times of what is counted over: nodes of a kind, or edges."""

    amounts: tuple[Property, ...]
    times: tuple[Property, ...] = ()

    @cached_property
    def money(self) -> frozenset[str]:
        """The names of those of the numbers that are amounts of money."""
        return frozenset(each.name for each in self.amounts if each.money)


@cache
def measures_of(label: str) -> Measures:
    """Those of nodes."""
    times = tuple(each for each in properties_of(label) if each.type is PropertyType.TIME)
    return Measures(_numbers_among(properties_of(label)), times)


@cache
def edge_measures_of(type_: str) -> Measures:
    """Those of edges: numbers alone."""
    return Measures(_numbers_among(EDGE_KINDS[type_].all_properties))


def _numbers_among(properties: tuple[Property, ...]) -> tuple[Property, ...]:
    numbers = (PropertyType.DECIMAL, PropertyType.INTEGER)
    return tuple(each for each in properties if each.type in numbers)


def in_currencies(label: str) -> bool:
    """Whether each node of a kind names the currency of its amounts of money."""
    return "currency" in KINDS[label].property_names


def pascal(type_: str) -> str:
    """A relationship type as names of types have it.

    >>> pascal("HAS_EMAIL")
    'HasEmail'
    """
    return "".join(part.capitalize() for part in type_.split("_"))


def connected(link: Link) -> str:
    """What the names of a list's types begin with: the edges, where they carry something, and the kind."""
    return f"{pascal(link.over.type) if link.over and link.edge_properties else ''}{link.end}"


def edge_aggregate(type_: str) -> str:
    """The name of the type of numbers over edges of a kind."""
    return f"{pascal(type_)}EdgeAggregate"


def edge_filter(type_: str) -> str:
    """The name of the input with conditions on edges of a kind."""
    return f"{pascal(type_)}EdgeFilter"


EDGES = tuple(dict.fromkeys(link.over.type for link in LINKS.values() if link.over and link.edge_properties))
"""Kinds of edges that carry something, by type."""

COUNTED_EDGES = tuple(type_ for type_ in EDGES if edge_measures_of(type_).amounts)
"""Those of them that carry numbers."""


def all_lists() -> dict[str, Link]:
    """One list for each name that `connected` gives."""
    return {connected(link): link for link in (*LINKS.values(), *ROOTS.values(), *map(all_of, KINDS))}
