"""By which names people are known to the list: keys of records, identifiers, things that were theirs alone.

The address of a house is no name: whoever lives there next would be nobody. Rows that were refused are looked
at as text, since nothing of them was cleaned.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, pairwise, repeat
from typing import Any

import orjson
import pyarrow as pa

from graph.entries import Entry, Event, RecordVersion, Rejection
from graph.journal.tables.arrow import compute as pc

NO_NAME = "address"
"""The kind of identifier that several people have by their nature."""
RECORD = "SourceRecord"

_PHONE = re.compile(r"\+?\d[\d\s()/.\-]{6,}\d")
_TAIL = 9
"""Digits by which a phone number is told however it is written: with its country, a zero, or neither."""
_WORD = re.compile(r"[^\s\"'<>,;|()\[\]{}\\=]+")
_SHORTEST = 6
"""Characters of a key that tells somebody in a row of which nothing else is known."""


def of_record(record_id: str) -> str:
    """The name by which a record, `source:source_id`, is on the list."""
    return f"{RECORD} {record_id}"


def of_identifier(kind: str, value: str) -> str:
    """The name of an identifier."""
    return f"{kind} {value}"


def of_thing(label: str, key: str) -> str:
    """The name of an order, a ticket, whatever was theirs alone."""
    return f"{label.casefold()} {key}"


def in_text(value: str) -> list[str]:
    """The names of a key or an identifier where it stands in raw text; none where that could be anything."""
    plain = value.casefold()
    found = [_text(part) for part in {plain, plain.rpartition(":")[2]} if _tells(part)]
    return [*found, _tail(value)] if _PHONE.fullmatch(value) else found


def names_of(entry: Entry) -> Iterator[str]:
    """The names that an entry is about: of one that is about no record, such as a line of an order, of the
    things that it names."""
    if entry.source_id is not None:
        yield of_record(f"{entry.source}:{entry.source_id}")
    for identifier in entry.identifiers:
        if identifier.kind != NO_NAME:
            yield of_identifier(identifier.kind, identifier.value)
    if not isinstance(entry, RecordVersion):
        yield from _named(entry)


def _named(event: Event) -> Iterator[str]:
    for edge in event.edges:
        for label, key in (edge.start, edge.end):
            if label == RECORD:
                yield of_record(":".join(key))
            elif event.source_id is None:
                yield of_thing(label, key[0])
    if event.source_id is None:
        for node in event.nodes:
            yield of_thing(node.label, node.key[0])


def names_of_rows(rows: pa.Table) -> Iterator[Iterator[str]]:
    """The same of rows of `records` or `events`, row by row."""
    lists: Any = rows.column("identifiers").combine_chunks()
    values = pc.list_flatten(lists)
    kinds, texts = (pc.struct_field(values, name).to_pylist() for name in ("kind", "value"))
    ends = [0, *pc.cumulative_sum(pc.list_value_length(lists).fill_null(0)).to_pylist()]
    records = rows.column("record_id").to_pylist()
    of_events = [rows.column(name).to_pylist() for name in ("edges", "nodes") if name in rows.column_names]
    stated = zip(*of_events, strict=True) if of_events else repeat(())
    for record, (begin, end), told in zip(records, pairwise(ends), stated, strict=False):
        used = zip(kinds[begin:end], texts[begin:end], strict=True)
        yield chain(
            () if record is None else (of_record(record),),
            (of_identifier(kind, value) for kind, value in used if kind != NO_NAME),
            _named_in(record, *told) if told else (),
        )


def _named_in(record: str | None, edges: str | None, nodes: str | None) -> Iterator[str]:
    for _, start, end, _ in orjson.loads(edges) if edges else ():
        for label, key in (start, end):
            if label == RECORD:
                yield of_record(":".join(key))
            elif record is None:
                yield of_thing(label, key[0])
    for label, key, _ in orjson.loads(nodes) if nodes and record is None else ():
        yield of_thing(label, key[0])


def names_in(rejection: Rejection) -> Iterator[str]:
    """The names that may be in a row that was refused."""
    kind, _, key = rejection.about.partition(" ")
    yield of_record(key) if kind == "customer" else of_thing(kind, key)
    yield from names_in_text(f"{rejection.row} {rejection.value}")


def names_in_text(text: str) -> Iterator[str]:
    """The names that may be in raw text."""
    for word in _WORD.findall(text.casefold()):
        for part in (word, word.rpartition(":")[2]):
            if _tells(part):
                yield _text(part)
    for number in _PHONE.findall(text):
        yield _tail(number)


def is_address(name: str) -> bool:
    """Whether a name of raw text is that of an e-mail address, which is nobody else's key."""
    return "@" in name


def _tells(part: str) -> bool:
    return "@" in part or (len(part) >= _SHORTEST and any(map(str.isdigit, part)))


def _text(part: str) -> str:
    return f"text {part}"


def _tail(number: str) -> str:
    return f"digits {''.join(filter(str.isdigit, number))[-_TAIL:]}"
