"""Typed ways to declare GraphQL fields and enums, as Strawberry's own lose the types, and to fill objects."""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any, ParamSpec, TypeVar, cast

import strawberry
from strawberry.types.enum import StrawberryEnumDefinition

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


def resolved(description: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a method a field of its GraphQL type."""

    def declare(resolver: Callable[P, R]) -> Callable[P, R]:
        field: Any = strawberry.field(description=description)
        return cast("Callable[P, R]", field(resolver))

    return declare


def described_enum(description: str, **values: str) -> Callable[[type[E]], type[E]]:
    """Make an enum a GraphQL enum, with a description of itself and of each member by name."""

    def declare(enum: type[E]) -> type[E]:
        declared = strawberry.enum(enum, description=description)
        definition: StrawberryEnumDefinition = declared.__strawberry_definition__  # type: ignore[attr-defined]
        for value in definition.values:
            value.description = values[value.name]
        return declared

    return declare


def has_member(value: Any, *names: str) -> bool:
    """Whether an input, or one within it, has a member of one of these names."""
    if isinstance(value, Mapping):
        return not value.keys().isdisjoint(names) or has_member([*value.values()], *names)
    return isinstance(value, list) and any(has_member(each, *names) for each in value)


def mirrored(type_: type[T], found: Iterable[object]) -> list[T]:
    """Objects of a GraphQL type that has the very fields of what was found."""
    names = tuple(type_.__annotations__)
    return [type_(**{name: getattr(each, name) for name in names}) for each in found]


def id_of(text: str | None) -> strawberry.ID | None:
    """A text as GraphQL's type for keys; null where there is none."""
    return strawberry.ID(text) if text else None
