"""How GraphQL types follow the model: what they show of a node kind is described as there."""

from typing import Any

from strawberry.types import get_object_definition

from graph.model import MODEL


def describe(type_: type[Any], label: str) -> None:
    """Give the fields that mirror a property of the node kind the model's description of it."""
    descriptions = {p.name: p.description for p in MODEL.node[label].properties}
    for field in get_object_definition(type_, strict=True).fields:
        if field.description is None and field.base_resolver is None:
            field.description = descriptions.get(field.python_name)
