"""Traits: attributes of a company's own, declared in its mappings, beside those of the model.

A trait has one type for the whole company. The graph holds each as a property of its own, `trait_<name>`,
that stores can index, and all of a node with where they come from as JSON in `traits`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

import orjson

PREFIX = "trait_"
"""What the names of the properties begin with in the graph."""

KIND = "trait"
"""Kind of the events by which a source declares its traits."""

MOST = 300
"""Traits that one source may declare."""

LONGEST = 1_000
"""Characters of a text: it has to fit into an index."""

NAME = "^[a-z][a-z0-9_]{0,39}$"
"""How a trait may be called: the name is part of one in the graph."""


class TraitType(StrEnum):
    """What the values of a trait are."""

    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    TIME = "time"
    CATEGORY = "category"


@dataclass(frozen=True)
class Trait:
    """A declared trait; `values` are those that a category can have.

    Raises ValueError for a name that none may have: it becomes part of statements.
    """

    name: str
    type: TraitType
    personal: bool
    values: tuple[str, ...] = ()
    description: str = ""

    def __post_init__(self) -> None:
        if not is_name(self.name):
            raise ValueError("no trait may be called so")

    @property
    def property(self) -> str:
        """The property that holds its value in the graph."""
        return f"{PREFIX}{self.name}"

    def value(self, stored: Any) -> Any:
        """A value of the journal as the graph has it; None for one that is not of the type."""
        match self.type, stored:
            case TraitType.BOOLEAN, bool():
                return stored
            case TraitType.NUMBER, int() | float() if not isinstance(stored, bool):
                return float(stored)
            case TraitType.TIME, str():
                return _moment(stored)
            case TraitType.DATE, str():
                return stored if _is_day(stored) else None
            case ((TraitType.TEXT | TraitType.CATEGORY), str()):
                return stored
        return None

    def as_dict(self) -> dict[str, Any]:
        """What is kept of it, ready for JSON."""
        described = {"description": self.description} if self.description else {}
        listed = {"values": list(self.values)} if self.values else {}
        return {"name": self.name, "type": self.type.value, "personal": self.personal, **listed, **described}

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Trait:
        """The trait that `as_dict` tells of."""
        values, described = tuple(told.get("values", ())), told.get("description", "")
        return cls(told["name"], TraitType(told["type"]), told["personal"], values, described)


def is_name(text: str) -> bool:
    """Whether a trait may be called so: small letters, digits and underscores, at most 40.

    >>> is_name("shoe_size"), is_name("Shoe size"), is_name("x` SET n.y = 1")
    (True, False, False)
    """
    return re.fullmatch(NAME.strip("^$"), text) is not None


def merged(declared: Iterable[Trait]) -> dict[str, Trait]:
    """One trait for each name: the type is that of the latest declaration, and a trait is personal as soon as
    one source says so."""
    found: dict[str, Trait] = {}
    for trait in declared:
        before = found.pop(trait.name, trait)
        values = tuple(dict.fromkeys((*before.values, *trait.values)))
        personal, described = before.personal or trait.personal, trait.description or before.description
        found[trait.name] = Trait(trait.name, trait.type, personal, values, described)
    return found


def node_properties(stated: Mapping[str, Mapping[str, Any]], declared: Mapping[str, Trait]) -> dict[str, Any]:
    """Properties of a node in the graph: those of all declared traits, null for such as it has not, and all
    that is `stated`, by name: `value`, and where it comes from."""
    typed = {name: trait.value(stated[name]["value"]) for name, trait in declared.items() if name in stated}
    told = {
        name: {"type": declared[name].type.value, "personal": declared[name].personal, **stated[name]}
        for name in sorted(typed)
        if typed[name] is not None
    }
    found: dict[str, Any] = {trait.property: typed.get(name) for name, trait in declared.items()}
    return found | {"traits": orjson.dumps(told).decode() if told else None}


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo else None


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
