"""Ways from the query to every type of the schema, made of the schema itself."""

from collections import deque
from collections.abc import Iterator
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    Undefined,
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
            if not any(map(_needed, field.args.values())):
                queue.append(((*way, name), get_named_type(field.type)))
    return found


def leaves(type_: GraphQLObjectType) -> list[str]:
    """Names of the fields without fields of their own."""
    return [
        name
        for name, field in type_.fields.items()
        if isinstance(get_named_type(field.type), GraphQLScalarType | GraphQLEnumType)
    ]


def further(type_: GraphQLObjectType) -> list[str]:
    """Fields that lead to other objects, with the leaves of these selected; of pages those of nodes, too."""
    found = []
    for name, field in type_.fields.items():
        target = get_named_type(field.type)
        if isinstance(target, GraphQLObjectType) and not any(map(_needed, field.args.values())):
            nodes = target.fields.get("nodes")
            inner = get_named_type(nodes.type) if nodes else None
            listed = f"nodes {{{' '.join(leaves(inner))}}}" if isinstance(inner, GraphQLObjectType) else ""
            found.append(f"{name} {{{' '.join([*leaves(target), listed]) or '__typename'}}}")
    return found


def _needed(argument: GraphQLArgument) -> bool:
    return str(argument.type).endswith("!") and argument.default_value in (None, Undefined)


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
