"""Masks over the schema: the resolvers of masked fields show what the principal may see."""

from collections.abc import Awaitable, Callable
from functools import wraps
from inspect import isawaitable
from typing import Any

from graphql import GraphQLField, GraphQLInputField, GraphQLObjectType, GraphQLResolveInfo, GraphQLSchema

from api.gql.policy.fields import mask_of
from api.gql.policy.mask import Mask
from graph.policy.principals import Principal, Role

Resolve = Callable[..., Any]


def mask_schema(schema: GraphQLSchema) -> None:
    """Put a mask over every field that has one. What is not classified is refused before anything runs."""
    for type_ in schema.type_map.values():
        if isinstance(type_, GraphQLObjectType) and not type_.name.startswith("__"):
            for name, field in type_.fields.items():
                mask = mask_of_field(type_.name, name, field)
                if mask is not None and field.resolve is not None:
                    field.resolve = _behind(mask, field.resolve)


def mask_of_field(type_name: str, name: str, field: GraphQLField) -> Mask | None:
    """The mask of a field of the schema; None where it has none, or is not classified."""
    try:
        return mask_of(type_name, name, python_name(name, field))
    except LookupError:
        return None


def mask_for(principal: Principal, type_name: str, name: str, field: GraphQLField) -> Mask | None:
    """The mask of a field for somebody; None for who sees all."""
    return None if sees_all(principal) else mask_of_field(type_name, name, field)


def python_name(name: str, field: GraphQLField | GraphQLInputField) -> str:
    """What a field is called in Python, as properties in the model are."""
    definition = field.extensions.get("strawberry-definition")
    return str(definition.python_name) if definition else name


def sees_all(principal: Principal) -> bool:
    """Whether nothing is masked for somebody."""
    return principal.may(Role.PII)


def _behind(mask: Mask, resolve: Resolve) -> Resolve:
    @wraps(resolve)
    def masked(source: Any, info: GraphQLResolveInfo[Any], **arguments: Any) -> Any:
        value = resolve(source, info, **arguments)
        if sees_all(info.context.principal):
            return value
        others = {name: getattr(source, name) for name in mask.needs}
        if isawaitable(value):
            return _later(value, lambda found: mask.shown(found, others))
        return mask.shown(value, others)

    return masked


async def _later(value: Awaitable[Any], show: Callable[[Any], Any]) -> Any:
    return show(await value)
