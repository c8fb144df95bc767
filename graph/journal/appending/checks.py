"""What the journal refuses: entries that the model has no place for, or that no store could hold.

What is once in the journal stays, so nothing may get in that the projector cannot write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from math import isfinite
from typing import Any

import orjson

from graph.entries import CountedItem, EdgeItem, Event, Identifier, NodeItem, RecordVersion
from graph.errors import JournalError
from graph.model import MODEL
from graph.model.attributes import PERSON_PROPERTIES
from graph.model.edges import OF_EVENTS
from graph.model.personal import Personal
from graph.model.traits import is_name
from graph.model.types import EdgeTime, Property, PropertyType

INDEXED_BYTES = 4_096
"""Bytes that a key, or the value of an indexed property, may have; Neo4j's indexes take about 8,000."""
_LONG = f"is longer than {INDEXED_BYTES} bytes"
SURELY_SHORT = INDEXED_BYTES // 4
"""Characters that a text of so many bytes has at least."""
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

Fault = str | None
"""What is wrong, in words that hold nothing of the value; null if nothing is."""

_Check = Callable[[Any], Fault]
"""What the values of a property have to pass."""


def check_entries(entries: Iterable[RecordVersion | Event]) -> None:
    """Raises JournalError where `faults` finds any, without storing anything."""
    wrong = sorted({fault for entry in entries for fault in faults(entry)})
    if wrong:
        raise JournalError(
            f"The journal does not take these entries: {'; '.join(wrong)}.",
            "Correct the source mapping, or declare what is missing in graph/model.",
        )


def faults(entry: RecordVersion | Event) -> list[str]:
    """Why the journal refuses an entry; nothing if it takes it. Values of the entry are not repeated."""
    found: list[str] = []  # handed down: generators in generators would take three times as long
    if ":" in entry.source:
        found.append(f"the source name {entry.source} holds a colon")
    key = (entry.source,) if entry.source_id is None else (entry.source, entry.source_id)
    _note(found, "record", _key_fault(key))
    for identifier in entry.identifiers:
        _check_identifier(found, identifier)
    if isinstance(entry, RecordVersion):
        _note(found, "observed_at", time_fault(entry.observed_at))
        _check_properties(found, "record", entry.attributes, _PERSON)
        _check_traits(found, entry.traits)
    else:
        _check_event(found, entry)
    return found


def _check_traits(found: list[str], traits: Mapping[str, Any]) -> None:
    for name, value in traits.items():
        if not is_name(name):
            found.append("a trait has a name that none may have")
        elif isinstance(value, str):
            _note(found, f"trait {name}", "is too long for an index" if _too_long(value) else _text(value))
        else:
            _note(found, f"trait {name}", _flag(value) and _decimal(value))


def _check_event(found: list[str], event: Event) -> None:
    _note(found, "event", _key_fault((event.kind, event.key)))
    _note(found, "at", time_fault(event.at))
    for node in event.nodes:
        _check_node(found, node)
    for edge in event.edges:
        _check_edge(found, edge)
    for item in event.counted:
        _check_counted(found, item)
    _check_properties(found, "details", event.details, {})


def _check_identifier(found: list[str], identifier: Identifier) -> None:
    kind = MODEL.identifier.get(identifier.kind)
    if kind is None:
        found.append(f"the model knows no identifier kind {identifier.kind}")
        return
    _note(found, kind.name, _key_fault((identifier.value,)))
    _check_properties(found, kind.name, identifier.properties, _node_properties(kind.label))


def _check_node(found: list[str], node: NodeItem) -> None:
    if node.label not in _LABELS:
        found.append(f"the model knows no node {node.label} that events state")
        return
    _check_end(found, node.label, node.key)
    _check_properties(found, node.label, node.properties, _node_properties(node.label))


def _check_edge(found: list[str], edge: EdgeItem) -> None:
    (start, start_key), (end, end_key) = edge.start, edge.end
    if (edge.type, start, end) not in _STATED:
        found.append(f"the model knows no edge ({start})-[{edge.type}]->({end}) that events state")
        return
    _check_end(found, start, start_key)
    _check_end(found, end, end_key)
    _check_properties(found, edge.type, edge.properties, _edge_properties(edge.type))


def _check_counted(found: list[str], item: CountedItem) -> None:
    if (item.type, item.label) in _COUNTED:
        _check_end(found, item.label, (item.key,))
    else:
        found.append(f"the model knows no counted edge (SourceRecord)-[{item.type}]->({item.label})")


def _check_end(found: list[str], label: str, key: tuple[Any, ...]) -> None:
    names = MODEL.node[label].key
    _note(found, label, _key_fault(key) if len(key) == len(names) else f"its key is {', '.join(names)}")


def _check_properties(
    found: list[str], owner: str, values: Mapping[str, Any], known: Mapping[str, _Check]
) -> None:
    for name, value in values.items():
        if value is None:
            continue
        if fault := known.get(name, _storable)(value):
            found.append(f"{owner}.{name} {fault}")


def _note(found: list[str], owner: str, fault: Fault) -> None:
    if fault:
        found.append(f"{owner} {fault}")


def _key_fault(key: tuple[Any, ...]) -> Fault:
    length = 0
    for part in key:
        if not part:
            return "has an empty key"
        if fault := _text(part):
            return f"has a key that {fault}"
        length += len(part)
    if length <= SURELY_SHORT or not _too_long("".join(key)):
        return None
    return f"has a key longer than {INDEXED_BYTES} bytes"


def hold_texts(names: Iterable[str], label: str | None = None) -> bool:
    """Whether these are all properties that hold a text each: of records, or of the nodes of a label."""
    known = _PERSON if label is None else _node_properties(label)
    return all(known.get(name) in (_text, _indexed_text) for name in names)


def _too_long(value: str) -> bool:
    return len(value) > SURELY_SHORT and len(value.encode()) > INDEXED_BYTES


def _indexed_text(value: Any) -> Fault:
    if value.__class__ is str and len(value) <= SURELY_SHORT and value.isascii():
        return None
    return _text(value) or (_LONG if _too_long(value) else None)


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
    if type(value) is datetime and value.tzinfo is UTC:
        return None
    try:
        time = datetime.fromisoformat(value) if isinstance(value, str) else value
        if type(time) is not datetime:
            return "is no time"
        time.astimezone(UTC)
    except (ValueError, OverflowError):
        return "is no time from year 1 to 9999"
    return None


def time_fault(value: Any) -> Fault:
    """What is wrong with a time, or with none."""
    return None if value is None else _time(value)


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


def _checks(properties: Iterable[Property]) -> dict[str, _Check]:
    return {
        each.name: _indexed_text if each.indexed and each.type is PropertyType.TEXT else _CHECKS[each.type]
        for each in properties
    }


_PERSON = _checks(PERSON_PROPERTIES)


@cache
def _node_properties(label: str) -> dict[str, _Check]:
    return _checks(MODEL.node[label].properties)


@cache
def _edge_properties(type_: str) -> dict[str, _Check]:
    kind = MODEL.edge[type_]
    times = (
        Property(name, PropertyType.TIME, "", Personal.NOT) for name in kind.time.value if name != "count"
    )
    return _checks((*kind.properties, *times))
