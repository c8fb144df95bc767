"""What the journal refuses: entries that the model has no place for, or that no store could hold.

What is once in the journal stays, so nothing may get in that the projector cannot write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from math import isfinite
from typing import Any

import orjson

from graph.entries import CountedItem, EdgeItem, Event, Identifier, NodeItem, RecordVersion
from graph.errors import JournalError
from graph.model import MODEL
from graph.model_edges import OF_EVENTS
from graph.model_nodes import PERSON_PROPERTIES
from graph.types import EdgeTime, Property, PropertyType

INDEXED_BYTES = 4_096
"""Bytes that a key, or the value of an indexed property, may have; Neo4j's indexes take about 8,000."""
_WHOLE = range(-(2**63), 2**63)
_STATED = frozenset(
    (edge.type, *ends) for edge in OF_EVENTS for ends in edge.endpoints if ends[0] != "Customer"
)
"""Edges that events may state: those that a newer version can take back."""
_COUNTED = frozenset(
    (edge.type, end)
    for edge in MODEL.edges
    for start, end in edge.endpoints
    if edge.time is EdgeTime.COUNTED and start == "SourceRecord"
)
_LABELS = {node.label for node in MODEL.nodes if "stated_at" in node.property_names} | {"Source"}
_PERSON = {each.name: each for each in PERSON_PROPERTIES}

Fault = str | None
"""What is wrong, in words that hold nothing of the value; null if nothing is."""


def check_entries(entries: Iterable[RecordVersion | Event]) -> None:
    """Raises JournalError where `faults` finds any, without storing anything."""
    wrong = sorted({fault for entry in entries for fault in faults(entry)})
    if wrong:
        raise JournalError(
            f"The journal does not take these entries: {'; '.join(wrong)}.",
            "Correct the source mapping, or declare what is missing in graph/model.py.",
        )


def faults(entry: RecordVersion | Event) -> Iterator[str]:
    """Why the journal refuses an entry; nothing if it takes it. Values of the entry are not repeated."""
    if ":" in entry.source:
        yield f"the source name {entry.source} holds a colon"
    key = (entry.source,) if entry.source_id is None else (entry.source, entry.source_id)
    yield from _named("record", _key_fault(key))
    for identifier in entry.identifiers:
        yield from _identifier_faults(identifier)
    if isinstance(entry, RecordVersion):
        yield from _named("observed_at", None if entry.observed_at is None else _time(entry.observed_at))
        yield from _property_faults("record", entry.attributes, _PERSON)
    else:
        yield from _event_faults(entry)


def _event_faults(event: Event) -> Iterator[str]:
    yield from _named("event", _key_fault((event.kind, event.key)))
    yield from _named("at", None if event.at is None else _time(event.at))
    for node in event.nodes:
        yield from _node_faults(node)
    for edge in event.edges:
        yield from _edge_faults(edge)
    for item in event.counted:
        yield from _counted_faults(item)


def _identifier_faults(identifier: Identifier) -> Iterator[str]:
    kind = MODEL.identifier.get(identifier.kind)
    if kind is None:
        yield f"the model knows no identifier kind {identifier.kind}"
        return
    yield from _named(kind.name, _key_fault((identifier.value,)))
    yield from _property_faults(kind.name, identifier.properties, _node_properties(kind.label))


def _node_faults(node: NodeItem) -> Iterator[str]:
    if node.label not in _LABELS:
        yield f"the model knows no node {node.label} that events state"
        return
    yield from _end_faults(node.label, node.key)
    yield from _property_faults(node.label, node.properties, _node_properties(node.label))


def _edge_faults(edge: EdgeItem) -> Iterator[str]:
    if (edge.type, edge.start[0], edge.end[0]) not in _STATED:
        yield f"the model knows no edge ({edge.start[0]})-[{edge.type}]->({edge.end[0]}) that events state"
        return
    for label, key in (edge.start, edge.end):
        yield from _end_faults(label, key)
    yield from _property_faults(edge.type, edge.properties, _edge_properties(edge.type))


def _counted_faults(item: CountedItem) -> Iterator[str]:
    kind = MODEL.edge.get(item.type)
    if (
        kind is None
        or kind.time is not EdgeTime.COUNTED
        or ("SourceRecord", item.label) not in kind.endpoints
    ):
        yield f"the model knows no counted edge (SourceRecord)-[{item.type}]->({item.label})"
    else:
        yield from _end_faults(item.label, (item.key,))


def _end_faults(label: str, key: tuple[Any, ...]) -> Iterator[str]:
    names = MODEL.node[label].key
    yield from _named(label, _key_fault(key) if len(key) == len(names) else f"its key is {', '.join(names)}")


def _property_faults(owner: str, values: Mapping[str, Any], known: Mapping[str, Property]) -> Iterator[str]:
    for name, value in values.items():
        if value is None:
            continue
        declared = known.get(name)
        fault = _storable(value) if declared is None else _CHECKS[declared.type](value)
        if fault is None and declared is not None and declared.indexed and _too_long(value):
            fault = f"is longer than {INDEXED_BYTES} bytes"
        yield from _named(f"{owner}.{name}", fault)


def _named(owner: str, fault: Fault) -> Iterator[str]:
    if fault:
        yield f"{owner} {fault}"


def _key_fault(key: tuple[Any, ...]) -> Fault:
    for part in key:
        if not part:
            return "has an empty key"
        if fault := _text(part):
            return f"has a key that {fault}"
    return f"has a key longer than {INDEXED_BYTES} bytes" if _too_long("".join(key)) else None


def _too_long(value: str) -> bool:
    return len(value) > INDEXED_BYTES // 4 and len(value.encode()) > INDEXED_BYTES


def _text(value: Any) -> Fault:
    if not isinstance(value, str):
        return "is no text"
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            return "is no text: half of a surrogate pair is missing"
    return None


def _texts(value: Any) -> Fault:
    if not isinstance(value, list | tuple):
        return "is no list of texts"
    return "is no list of texts" if any(_text(item) for item in value) else None


def _integer(value: Any) -> Fault:
    return None if type(value) is int and value in _WHOLE else "is no whole number of 64 bits"


def _decimal(value: Any) -> Fault:
    if type(value) is float:
        return None if isfinite(value) else "is no finite number"
    return "is no number" if _integer(value) else None


def _flag(value: Any) -> Fault:
    return None if type(value) is bool else "is neither true nor false"


def _time(value: Any) -> Fault:
    try:
        time = datetime.fromisoformat(value) if isinstance(value, str) else value
        if type(time) is not datetime:
            return "is no time"
        time.astimezone(UTC)
    except (ValueError, OverflowError):
        return "is no time from year 1 to 9999"
    return None


def _storable(value: Any) -> Fault:
    """Of a property that the model does not know: it stays out of the graph, but the journal keeps it."""
    try:
        orjson.dumps(value)
    except orjson.JSONEncodeError:
        return "has a value that cannot be stored"
    return None


_CHECKS: dict[PropertyType, Callable[[Any], Fault]] = {
    PropertyType.TEXT: _text,
    PropertyType.TEXTS: _texts,
    PropertyType.INTEGER: _integer,
    PropertyType.DECIMAL: _decimal,
    PropertyType.FLAG: _flag,
    PropertyType.TIME: _time,
}


@cache
def _node_properties(label: str) -> dict[str, Property]:
    return {each.name: each for each in MODEL.node[label].properties}


@cache
def _edge_properties(type_: str) -> dict[str, Property]:
    kind = MODEL.edge[type_]
    times = (Property(name, PropertyType.TIME, "") for name in kind.time.value if name != "count")
    return {each.name: each for each in (*kind.properties, *times)}
