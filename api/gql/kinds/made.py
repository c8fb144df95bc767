"""Makes types for Strawberry out of names and descriptions; they refer to each other by name.

Hundreds of types made by decorators would take seconds at every start, so their definitions are made here.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import EnumMeta, StrEnum
from typing import Any, cast

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types import get_object_definition
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.base import StrawberryList, StrawberryObjectDefinition, StrawberryOptional
from strawberry.types.field import StrawberryField

from graph.model.links import Link

NAMESPACE: dict[str, Any] = {
    "str": str,
    "int": int,
    "float": float,
    "bool": bool,
    "ID": strawberry.ID,
    "DateTime": datetime,
}
"""Types by the names under which generated types refer to them."""

_MAYBE, _LIST = " | None", "list["


@dataclass(frozen=True)
class Member:
    """A field of a generated type: its type as Python writes it, and what is said of it."""

    type: str
    description: str
    name: str | None = None


@dataclass(frozen=True)
class Argument:
    """An argument of a generated field."""

    type: str
    default: Any = None

    def made(self, name: str) -> StrawberryArgument:
        """The argument as Strawberry has it."""
        return StrawberryArgument(name, None, _Named(self.type), default=self.default)


class ListField(StrawberryField):
    """A field that leads to a list; what answers it is put in once the schema is made."""

    link: Link


class RelatedField(StrawberryField):
    """A field that leads to one object, by a relation that is written by hand or follows from the model."""


class KeyField(StrawberryField):
    """A field of the query that finds an object of a kind by its key."""

    label: str


def related_field(name: str, type_: str, description: str) -> RelatedField:
    """The field of a relation that leads to one object."""
    return RelatedField(name, None, _Named(type_), description=description)


def key_field(name: str, label: str, description: str) -> KeyField:
    """The field that finds an object by `id`."""
    field = KeyField(name, None, _Named(f"{label} | None"), description=description)
    field.label = label
    field.arguments = [Argument("ID", strawberry.UNSET).made("id")]
    return field


def list_field(link: Link, type_: str, description: str, arguments: Mapping[str, Argument]) -> ListField:
    """The field of a list, with arguments by name in Python."""
    field = ListField(link.name, None, _Named(type_), description=description)
    field.link = link
    field.arguments = [argument.made(name) for name, argument in arguments.items()]
    return field


def make_input(name: str, description: str, members: Mapping[str, Member]) -> None:
    """An input of that name; none of its members has to be given."""
    _make(name, description, members, is_input=True)


def make_type(name: str, description: str, members: Mapping[str, Member]) -> StrawberryObjectDefinition:
    """A type of objects of that name."""
    return _make(name, description, members, is_input=False)


def make_node(name: str, description: str, members: Mapping[str, Member], interface: type) -> None:
    """A type of that name whose objects hold a value for each member, in a class of their own."""
    fields = [(key, Any, dataclasses.field()) for key in members]
    made = _make(name, description, members, is_input=False)
    made.origin = dataclasses.make_dataclass(name, fields, bases=(interface,), kw_only=True)
    above = get_object_definition(interface, strict=True)
    made.interfaces, made.fields = [above], [*above.fields, *made.fields]
    made.origin.__strawberry_definition__ = made
    NAMESPACE[name] = made.origin


def make_enum(name: str, description: str, values: Mapping[str, str]) -> None:
    """An enum of that name, values with what is said of them."""
    members = cast("Any", StrEnum)(name, {value: value for value in values})
    declared: Any = strawberry.enum(members, description=description)
    for value in declared.__strawberry_definition__.values:
        value.description = values[value.name]
    NAMESPACE[name] = declared


def know(*types: type[Any]) -> None:
    """Let generated types refer to types that are written by hand."""
    NAMESPACE.update({type_.__name__: type_ for type_ in types})


class _Named(StrawberryAnnotation):
    """A type by its name, which is looked up when the schema is made."""

    def resolve(self, **_options: Any) -> Any:
        """The type."""
        return _typed(str(self.raw_annotation))

    def evaluate(self) -> Any:
        """The type."""
        return self.resolve()


def _typed(text: str) -> Any:
    if text.endswith(_MAYBE):
        return StrawberryOptional(of_type=_typed(text.removesuffix(_MAYBE)))
    if text.startswith(_LIST):
        return StrawberryList(of_type=_typed(text.removeprefix(_LIST).removesuffix("]")))
    found: Any = NAMESPACE[text]
    return getattr(found, "__strawberry_definition__", found) if isinstance(found, EnumMeta) else found


def _make(
    name: str, description: str, members: Mapping[str, Member], *, is_input: bool
) -> StrawberryObjectDefinition:
    default = strawberry.UNSET if is_input else dataclasses.MISSING
    fields = [
        StrawberryField(
            key, member.name, _Named(member.type), description=member.description, default=default
        )
        for key, member in members.items()
    ]
    origin = type(name, (), {"__module__": __name__})
    made = StrawberryObjectDefinition(
        name=name,
        is_input=is_input,
        is_interface=False,
        origin=origin,
        description=description,
        interfaces=[],
        extend=False,
        directives=(),
        is_type_of=None,
        resolve_type=None,
        fields=[],
    )
    made.fields = fields  # not before, or it would look for types that are still to come
    origin.__strawberry_definition__ = made  # type: ignore[attr-defined]
    NAMESPACE[name] = origin
    return made
