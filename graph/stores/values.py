"""Values of the driver as plain Python values, the same from both stores."""

from datetime import UTC, datetime
from types import NoneType
from typing import Any

from neo4j import Record
from neo4j.graph import Node, Path, Relationship
from neo4j.time import Date, DateTime, Duration, Time

_PLAIN = frozenset({str, int, float, bool, NoneType})
"""Most values are plain already; what asks no further is many times as fast."""


def to_plain(value: Any) -> Any:
    """A result value without any type of the driver.

    Points in time become `datetime` in UTC, dates `date`, durations ISO 8601 text. A node becomes its
    properties plus `_id` and `_labels`, a relationship its properties plus `_id`, `_type`, `_start`
    and `_end`, a path `{"nodes": […], "relationships": […]}`. `_id` holds only within one result.
    """
    if type(value) in _PLAIN:
        return value
    match value:
        case list():
            return [to_plain(item) for item in value]
        case dict():
            return {key: to_plain(item) for key, item in value.items()}
        case DateTime():
            return _in_utc(value.to_native())
        case Date() | Time():
            return value.to_native()
        case Duration():
            return value.iso_format()
        case Node():
            own: dict[str, Any] = {"_id": value.element_id, "_labels": sorted(value.labels)}
            return own | _properties(value)
        case Relationship():
            return _relationship(value)
        case Path():
            return {
                "nodes": [to_plain(node) for node in value.nodes],
                "relationships": [to_plain(edge) for edge in value.relationships],
            }
    return value


def plain_record(record: Record) -> dict[str, Any]:
    """One result row as a dictionary of plain values."""
    return {key: to_plain(record[key]) for key in record.keys()}  # noqa: SIM118 - iterating gives values


def _properties(entity: Node | Relationship) -> dict[str, Any]:
    return {key: to_plain(value) for key, value in entity.items()}


def _relationship(edge: Relationship) -> dict[str, Any]:
    ends: dict[str, Any] = {
        "_start": edge.start_node.element_id if edge.start_node else None,
        "_end": edge.end_node.element_id if edge.end_node else None,
    }
    return {"_id": edge.element_id, "_type": edge.type} | ends | _properties(edge)


def _in_utc(moment: datetime) -> datetime:
    """The same moment in UTC. ArcadeDB stores moments in UTC and returns them without a zone."""
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
