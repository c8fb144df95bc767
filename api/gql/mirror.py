"""How GraphQL types follow the model: values come from node properties, descriptions too."""

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Any, TypeVar, cast

from strawberry.types import get_object_definition

from graph.model import MODEL

T = TypeVar("T")


def build(type_: type[T], properties: Mapping[str, Any]) -> T:
    """An object of a GraphQL type out of a row's properties; what the row lacks is null."""
    return type_(**{name: properties.get(name) for name in _stored_fields(cast("Any", type_))})


@cache
def _stored_fields(type_: Any) -> tuple[str, ...]:
    """Names of the fields that hold a value, in order; fields with a resolver hold none."""
    return tuple(field.name for field in fields(type_) if field.init)


def describe(type_: type[Any], label: str) -> None:
    """Give the fields that mirror a property of the node kind the model's description of it."""
    descriptions = {p.name: p.description for p in MODEL.node[label].properties}
    for field in get_object_definition(type_, strict=True).fields:
        if field.description is None and field.base_resolver is None:
            field.description = descriptions.get(field.python_name)
