"""Values of JSON in the journal as the model's types."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

from graph.model import MODEL
from graph.model.types import Property, PropertyType


def node_properties(label: str, properties: Mapping[str, Any]) -> dict[str, Any]:
    """Properties of a node in the model's types; what the model lacks, or is found here, stays out."""
    return _typed(properties, *_node_names(label))


def edge_properties(type_: str, properties: Mapping[str, Any]) -> dict[str, Any]:
    """Properties of an edge in the model's types; names that the model lacks stay out."""
    return _typed(properties, *_edge_names(type_))


def _typed(
    properties: Mapping[str, Any], names: frozenset[str], types: Mapping[str, PropertyType]
) -> dict[str, Any]:
    return {
        name: _as(types[name], value) if name in types else value
        for name, value in properties.items()
        if name in names and value is not None
    }


def _as(type_: PropertyType, value: Any) -> Any:
    """A value of a type that JSON has none of its own for."""
    if type_ is PropertyType.DECIMAL:
        return float(value)
    return as_time(value) if isinstance(value, str) else value


def as_time(text: str) -> datetime:
    """An ISO 8601 time; UTC where it names no zone."""
    time = datetime.fromisoformat(text)
    return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)


@cache
def _node_names(label: str) -> tuple[frozenset[str], Mapping[str, PropertyType]]:
    kind = MODEL.node[label]
    said = frozenset(each.name for each in kind.properties if not each.found)
    return said - set(kind.key), _to_make(kind.properties)


@cache
def _edge_names(type_: str) -> tuple[frozenset[str], Mapping[str, PropertyType]]:
    kind = MODEL.edge[type_]
    return kind.property_names, _to_make(kind.all_properties)


def _to_make(properties: tuple[Property, ...]) -> Mapping[str, PropertyType]:
    """The types of times, and of decimals, which JSON may have without a fraction."""
    return {
        each.name: each.type for each in properties if each.type in (PropertyType.TIME, PropertyType.DECIMAL)
    }
