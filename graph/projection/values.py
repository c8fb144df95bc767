"""Values of JSON in the journal as the model's types."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

from graph.model import MODEL
from graph.types import EdgeTime, Property, PropertyType

_TIMES = frozenset(name for time in EdgeTime for name in time.value) - {"count"}


def node_properties(label: str, properties: Mapping[str, Any]) -> dict[str, Any]:
    """Properties of a node with times as datetimes; names that the model lacks stay out."""
    return _typed(properties, *_node_names(label))


def edge_properties(type_: str, properties: Mapping[str, Any]) -> dict[str, Any]:
    """Properties of an edge with times as datetimes; names that the model lacks stay out."""
    return _typed(properties, *_edge_names(type_))


def _typed(properties: Mapping[str, Any], names: frozenset[str], times: frozenset[str]) -> dict[str, Any]:
    return {
        name: as_time(value) if name in times and isinstance(value, str) else value
        for name, value in properties.items()
        if name in names and value is not None
    }


def as_time(text: str) -> datetime:
    """An ISO 8601 time; UTC where it names no zone."""
    time = datetime.fromisoformat(text)
    return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)


@cache
def _node_names(label: str) -> tuple[frozenset[str], frozenset[str]]:
    kind = MODEL.node[label]
    return kind.property_names - set(kind.key), _times(kind.properties)


@cache
def _edge_names(type_: str) -> tuple[frozenset[str], frozenset[str]]:
    kind = MODEL.edge[type_]
    return kind.property_names, _times(kind.properties) | _TIMES


def _times(properties: tuple[Property, ...]) -> frozenset[str]:
    return frozenset(p.name for p in properties if p.type is PropertyType.TIME)
