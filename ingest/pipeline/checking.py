"""What a mapping would make of the first rows of its files; nothing is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from graph.entries import Entry, RecordVersion, Rejection
from graph.model.personal import Personal
from graph.policy.masks import (
    kind_of_edge_property,
    kind_of_identifier,
    kind_of_property,
    masked,
)
from ingest.pipeline.pipeline import OpenedMapping
from ingest.pipeline.reading import outcomes
from ingest.pipeline.summary import reason_of
from ingest.rows.line_items import LineItems

_CONSENTS = {"GRANTED": "yes", "DENIED": "no"}
_PLACES = 3
"""Lines that are named for each reason."""


@dataclass(frozen=True)
class Value:
    """A value as it would arrive, and what kind of personal value it is."""

    name: str
    value: Any
    personal: Personal

    @property
    def mask(self) -> Any:
        """The value as everybody may see it."""
        return masked(self.personal, self.value)


@dataclass(frozen=True)
class Arrival:
    """What a row would become: a customer's record, an order …, or nothing any more where it `ended`."""

    line: int
    kind: str
    values: tuple[Value, ...]
    ended: str = ""


@dataclass
class CheckedFile:
    """The first rows of a file: how many there are, what would arrive, what would be refused, by
    reason, and what is to be known of rows that would go in."""

    name: str
    rows: int = 0
    refused_rows: int = 0
    skipped_rows: int = 0
    arrivals: list[Arrival] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    places: dict[str, list[int]] = field(default_factory=dict)
    remarks: Counter[str] = field(default_factory=Counter)


def check_files(opened: OpenedMapping, look_at: int, shown: int) -> Iterator[CheckedFile]:
    """What would become of so many rows of each file, the first of each kind in full."""
    for reader, entry in opened.inputs:
        lines = LineItems.of(reader, entry)
        checked = CheckedFile(reader.source.name, remarks=lines.remarks)
        rows = outcomes(reader, entry, opened.mapping.source, lines)
        for outcome in islice(rows, look_at):
            checked.rows += 1
            checked.refused_rows += bool(outcome.refused)
            checked.skipped_rows += not outcome.applied and not outcome.refused
            _count(checked, checked.refused, outcome.refused)
            _count(checked, checked.left_out, outcome.left_out)
            for made in outcome.entries:
                arrival = arrival_of(made)
                checked.kinds[arrival.kind] += 1
                if checked.kinds[arrival.kind] <= shown:
                    checked.arrivals.append(arrival)
        yield checked


def _count(checked: CheckedFile, reasons: Counter[str], rejections: Iterable[Rejection]) -> None:
    for rejection in rejections:
        reason = reason_of(rejection)
        reasons[reason] += 1
        lines = checked.places.setdefault(reason, [])
        if len(lines) < _PLACES and rejection.origin.line not in lines:
            lines.append(rejection.origin.line)


def arrival_of(entry: Entry) -> Arrival:
    """An entry as somebody can read it: its key, its values, and the identifiers seen with it."""
    if isinstance(entry, RecordVersion):
        kind = "customer"
        values = [_of_node("SourceRecord", "source_id", entry.source_id)]
        values += [Value("observed_at", entry.observed_at, Personal.NOT)] if entry.observed_at else []
        values += [_of_node("SourceRecord", name, value) for name, value in entry.attributes.items()]
        values += [Value(f"traits.{name}", value, Personal.WORDS) for name, value in entry.traits.items()]
    else:
        kind = entry.kind if entry.edges or entry.kind != "referral" else "referred person"
        values = [Value("key", entry.key, Personal.KEY)]
        values += [_of_node("SourceRecord", "source_id", entry.source_id)] if entry.source_id else []
        values += [Value("at", entry.at, Personal.NOT)] if entry.at else []
        for node in entry.nodes:
            values += [_of_node(node.label, name, value) for name, value in node.properties.items()]
        for edge in entry.edges:
            values += [Value("granted", _CONSENTS[edge.type], Personal.NOT)] if edge.type in _CONSENTS else []
            values += [_of_edge(edge.type, *it) for it in edge.properties.items() if it != ("at", entry.at)]
    values += [Value(it.kind, it.value, kind_of_identifier(it.kind)) for it in entry.identifiers]
    return Arrival(entry.origin.line, kind, tuple(it for it in values if it.value is not None), entry.ended)


def _of_edge(type_: str, name: str, value: Any) -> Value:
    return Value(name, value, kind_of_edge_property(type_, name) or Personal.WORDS)


def _of_node(label: str, name: str, value: Any) -> Value:
    return Value(name, value, kind_of_property(label, name) or Personal.WORDS)
