"""Traits in GraphQL: values on objects, conditions in filters, and what is declared of each name."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import strawberry

from api.gql.company.segments import MEMBER as SEGMENT
from api.gql.declare import has_member
from api.gql.errors import bad_input
from cypher import load
from graph.model.personal import Personal
from graph.model.traits import PREFIX, TraitType, is_name
from graph.nearest import did_you_mean
from graph.store_async import AsyncStore

SECONDS = 2.0
"""How long declarations are taken to be the same."""

CONDITION = "TraitCondition"
"""Name of the input that says what has to hold of a trait."""
COMPARED: Mapping[str, tuple[TraitType, ...]] = {
    "text": (TraitType.TEXT, TraitType.CATEGORY, TraitType.DATE),
    "number": (TraitType.NUMBER,),
    "flag": (TraitType.BOOLEAN,),
    "time": (TraitType.TIME,),
}
"""Members of it that compare a value, with the types that they are for."""

MEMBERS = ("traits", SEGMENT)
"""Members of filters that name what the company declares; what both stand for may be conditions on traits."""


@dataclass
class DeclaredTraits:
    """The traits that the graph knows, by name: their type, and whether they are personal."""

    _known: Mapping[str, tuple[TraitType, bool]] = field(default_factory=dict)
    _read_at: float | None = None
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def names(self) -> frozenset[str]:
        """The names of all traits that sources declare."""
        return frozenset(self._known)

    @property
    def state(self) -> frozenset[tuple[str, tuple[TraitType, bool]]]:
        """What tells these declarations from others."""
        return frozenset(self._known.items())

    async def look(self, store: AsyncStore, operation: str, variables: Mapping[str, Any]) -> None:
        """Read them again, once in a while, for an operation that may compare traits."""
        if not any(name in operation for name in MEMBERS) and not has_member(variables, *MEMBERS):
            return
        async with self._lock:
            if self._read_at is None or time.monotonic() - self._read_at > SECONDS:
                rows = await store.answer(load("read/traits"), least="")
                self._known = {
                    name: (TraitType(type_), bool(personal))
                    for name, type_, personal in rows
                    if type_ in tuple(TraitType)
                }
                self._read_at = time.monotonic()

    def personal(self, name: str) -> Personal:
        """What a trait is compared with; raises RequestError for one that is not declared."""
        _, personal = self._of(name)
        return Personal.WORDS if personal else Personal.NOT

    def property(self, name: str, compared: str | None) -> str:
        """The property that holds a trait, which is `compared` by that member of a condition.

        Raises RequestError for a trait that is not declared, or of another type.
        """
        type_, _ = self._of(name)
        if compared and type_ not in COMPARED[compared]:
            right = next(member for member, types in COMPARED.items() if type_ in types)
            raise bad_input(f"The trait {name} is a {type_}: compare it by `{right}`.")
        return f"{PREFIX}{name}"

    def _of(self, name: str) -> tuple[TraitType, bool]:
        if name not in self._known or not is_name(name):
            hint = did_you_mean(name, self._known, "The query `traits` lists those that are.")
            raise bad_input(f"No such trait is declared. {hint}")
        return self._known[name]


@strawberry.type(description="The value of an attribute of the company's own; see `traits` of the query.")
class TraitValue:
    """A trait of a customer or a record."""

    name: str = strawberry.field(description="Name of the trait")
    type: str = strawberry.field(description="`text`, `number`, `boolean`, `date`, `time` or `category`")
    personal: bool = strawberry.field(description="Whether the value needs the role pii")
    value: str = strawberry.field(description="The value as text")
    number: float | None = strawberry.field(description="The value of a number")
    flag: bool | None = strawberry.field(description="The value of a boolean")
    time: datetime | None = strawberry.field(description="The value of a time")
    source: str | None = strawberry.field(description="Of a golden record: the source that stated it")
    source_id: str | None = strawberry.field(description="Of a golden record: the record in that source")
    at: datetime | None = strawberry.field(description="Of a golden record: when the source stated it")


def trait_values(stored: Mapping[str, Any]) -> list[TraitValue]:
    """The traits of a node, by name; `traits_json` is what it stores."""
    told: dict[str, dict[str, Any]] = json.loads(stored["traits_json"] or "{}")
    return [_value(name, told[name]) for name in sorted(told)]


def _value(name: str, told: Mapping[str, Any]) -> TraitValue:
    value, type_, at = told["value"], TraitType(told["type"]), told.get("at")
    return TraitValue(
        name=name,
        type=type_.value,
        personal=told["personal"],
        value=value if isinstance(value, str) else json.dumps(value),
        number=value if type_ is TraitType.NUMBER else None,
        flag=value if type_ is TraitType.BOOLEAN else None,
        time=datetime.fromisoformat(value) if type_ is TraitType.TIME else None,
        source=told.get("source"),
        source_id=told.get("source_id"),
        at=datetime.fromisoformat(at) if at else None,
    )
