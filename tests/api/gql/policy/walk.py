"""Ways from the query to every type of the schema, made of the schema itself."""

from collections import deque
from collections.abc import Iterator
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    get_named_type,
)

Way = tuple[str, ...]
"""Fields with their arguments that lead from the root to a type."""


def ways(schema: GraphQLSchema, starts: dict[str, str]) -> dict[str, Way]:
    """The shortest way to each type that can be reached from `starts`, arguments by field of the query."""
    query = schema.query_type
    assert query
    found: dict[str, Way] = {}
    queue = deque(
        ((f"{name}{arguments}",), get_named_type(query.fields[name].type))
        for name, arguments in starts.items()
    )
    while queue:
        way, type_ = queue.popleft()
        if not isinstance(type_, GraphQLObjectType) or type_.name in found:
            continue
        found[type_.name] = way
        for name, field in type_.fields.items():
            if all(argument.default_value is not None or not str(argument.type).endswith("!")
                   for argument in field.args.values()):  # fmt: skip
                queue.append(((*way, name), get_named_type(field.type)))
    return found


def leaves(type_: GraphQLObjectType) -> list[str]:
    """Names of the fields without fields of their own."""
    return [
        name
        for name, field in type_.fields.items()
        if isinstance(get_named_type(field.type), GraphQLScalarType | GraphQLEnumType)
    ]


def operation(way: Way, selected: list[str]) -> str:
    """A query that goes a way and selects fields at its end."""
    return f"{{{' {'.join(way)} {{{' '.join(selected) or '__typename'}}}{'}' * len(way)}"


def at_the_end(data: Any, way: Way) -> Iterator[dict[str, Any]]:
    """The objects at the end of a way, in an answer's data."""
    objects = [data]
    for step in way:
        name = step.partition("(")[0]
        inner = [each[name] for each in objects]
        objects = [one for each in inner for one in (each if isinstance(each, list) else [each]) if one]
    yield from objects
