"""The words the model is declared in: properties, node kinds, edge kinds, identifier kinds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from functools import cached_property

from graph.model.personal import Personal


class PropertyType(Enum):
    """Type of a property in the graph; the value is the Python type a writer passes."""

    TEXT = str
    INTEGER = int
    DECIMAL = float
    FLAG = bool
    TIME = datetime
    TEXTS = list


class EdgeTime(Enum):
    """What time means on an edge; the value names the properties that say it.

    OBSERVED edges were seen from `first_seen` to `last_seen`. COUNTED edges add how often.
    STATED edges hold from `valid_from` until `valid_to`, which is null where no end is known.
    DATED edges happened `at` one moment. TIMELESS edges are part of their node (an order's lines).
    """

    OBSERVED = ("first_seen", "last_seen")
    COUNTED = ("first_seen", "last_seen", "count")
    STATED = ("valid_from", "valid_to")
    DATED = ("at",)
    TIMELESS = ()


@dataclass(frozen=True)
class Property:
    """One typed property with its meaning; `indexed` ones get an index in the store, `money` is summed in
    decimals, `found` ones are worked out from everything there is, and stated by no source."""

    name: str
    type: PropertyType
    description: str
    personal: Personal
    indexed: bool = False
    money: bool = False
    found: bool = False


STATED_AT = "stated_at"
"""The property that says when a node was stated last, of kinds that several statements may be about."""


@dataclass(frozen=True)
class NodeKind:
    """A node label, the properties that identify a node, and everything it may carry.

    `moment` names the property that says when something that a record did happened; lists of these go by it.
    `unread` says why GraphQL shows nothing of this kind.
    """

    label: str
    key: tuple[str, ...]
    properties: tuple[Property, ...]
    description: str
    moment: str | None = None
    unread: str | None = None

    @cached_property
    def property_names(self) -> frozenset[str]:
        """Names of all properties, keys included."""
        return frozenset(p.name for p in self.properties)

    @cached_property
    def stated(self) -> tuple[str, ...]:
        """Names of the properties that sources state, of kinds with `stated_at`; of others none."""
        if STATED_AT not in self.property_names:
            return ()
        others = {*self.key, STATED_AT}
        return tuple(p.name for p in self.properties if p.name not in others and not p.found)

    @cached_property
    def times(self) -> Mapping[str, str]:
        """By name of a property that sources state, the one that says when that was, where it was not with
        the node's latest statement. Where there is one property alone it always was."""
        return {name: f"{name}_{STATED_AT}" for name in self.stated} if len(self.stated) > 1 else {}


@dataclass(frozen=True)
class EdgeKind:
    """A relationship type: between which labels, what its time means, what it may carry.

    `key` names properties that tell parallel edges between the same two nodes apart. `names` are what lists
    of the nodes at the end, and at the start, are called where the kind of these nodes is not telling enough;
    equal ones make no difference between the ends. `indexed` names those of its times that get an index.
    `unread` says why no query of GraphQL goes over edges of this kind.
    """

    type: str
    endpoints: tuple[tuple[str, str], ...]
    time: EdgeTime
    description: str
    properties: tuple[Property, ...] = ()
    key: tuple[str, ...] = ()
    names: tuple[str, str] | None = None
    indexed: tuple[str, ...] = ()
    unread: str | None = None

    @cached_property
    def property_names(self) -> frozenset[str]:
        """Names of all properties, those of time included."""
        return frozenset(self.time.value) | {p.name for p in self.properties}

    @property
    def all_properties(self) -> tuple[Property, ...]:
        """All properties, those of time first."""
        times = (replace(_OF_TIME[name], indexed=name in self.indexed) for name in self.time.value)
        return (*times, *self.properties)


@dataclass(frozen=True)
class IdentifierKind:
    """A kind of value that says who somebody is, and how far it may be trusted to link records.

    `exclusive`: a person has just one. `limit`: how many distinct people may use one value
    before it counts as shared and stops linking. `links`: whether equality alone is evidence
    enough for a deterministic link.
    """

    name: str
    label: str
    edge: str
    description: str
    limit: int
    exclusive: bool = False
    stable: bool = False
    links: bool = True


def text(name: str, description: str, personal: Personal, *, indexed: bool = False) -> Property:
    """A property that holds one text; `indexed` where nodes are looked for by it."""
    return Property(name, PropertyType.TEXT, description, personal, indexed)


def texts(name: str, description: str, personal: Personal) -> Property:
    """A property that holds several texts."""
    return Property(name, PropertyType.TEXTS, description, personal)


def _maker(type_: PropertyType) -> Callable[[str, str], Property]:
    """Numbers and flags say of nobody who it is."""
    return lambda name, description: Property(name, type_, description, Personal.NOT)


integer = _maker(PropertyType.INTEGER)
decimal = _maker(PropertyType.DECIMAL)
flag = _maker(PropertyType.FLAG)


def money(name: str, description: str) -> Property:
    """An amount of money, with four decimals at most."""
    return Property(name, PropertyType.DECIMAL, description, Personal.NOT, money=True)


def time(name: str, description: str, *, indexed: bool = False) -> Property:
    """A property that holds a time."""
    return Property(name, PropertyType.TIME, description, Personal.NOT, indexed)


_OF_TIME: Mapping[str, Property] = {
    each.name: each
    for each in (
        time("first_seen", "First sign of it"),
        time("last_seen", "Latest sign of it"),
        integer("count", "How often"),
        time("valid_from", "Since when it holds"),
        time("valid_to", "Until when it holds, or held; null where no end is known"),
        time("at", "When"),
    )
}
"""Properties that say what time means on an edge."""
