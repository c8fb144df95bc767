"""What a user should know of rows that went in: said in the summary of an ingest."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import numpy as np
import orjson
import pyarrow as pa

from graph.entries import Entry, RecordVersion
from graph.journal.tables.schema import PERSON_COLUMNS
from ingest.mapping.cache import Cache

AHEAD = timedelta(days=1)
"""As in `graph.journal.tables.order`."""
_REMEMBERED = 100_000
_COMPLETED = frozenset({"order", "contract", "ticket", "product"})
"""Kinds whose rows complete each other."""

_Stated = frozenset[str] | str
"""The names of what an entry states, or the nodes in which it states it, as the journal keeps them."""
_NOTHING: tuple[datetime | None, _Stated] = (None, frozenset())
"""What is known of a key that was not told of before."""

FUTURE = "dated after it was received: yields to what has a time that can be right"
POORER = "leaves out what another row of the same key and time tells; that is kept"
OUTLASTED = "status of an order yields to a state that was told alone (order_status), whichever came last"
SUMMED = "totals differ from row to row of one order: taken as amounts of lines, and added up"


class EntryRemarks:
    """Looks at the entries of a file as they go by, and counts in `found`."""

    def __init__(self, found: Counter[str]) -> None:
        self.found = found
        self._latest = datetime.now(UTC) + AHEAD
        self._told: OrderedDict[tuple[str, ...], tuple[datetime | None, _Stated]] = OrderedDict()

    def look(self, entries: Iterable[Entry]) -> None:
        """Counts what is remarkable about entries."""
        for entry in entries:
            time = entry.observed_at if isinstance(entry, RecordVersion) else entry.at
            kind = "customer" if isinstance(entry, RecordVersion) else entry.kind
            if time is not None and time > self._latest and kind != "contract":
                self.found[f"{kind} {FUTURE}"] += 1
            names = _names(entry)
            if names is not None and self._poorer(_key(entry), time, names):
                self.found[f"{kind} {POORER}"] += 1

    def look_at_records(self, records: pa.Table) -> None:
        """Counts what is remarkable about records, which are rows of the journal."""
        times = records.column("observed_at").to_pylist()
        ahead = sum(time is not None and time > self._latest for time in times)
        stated = np.stack([records.column(name).is_valid().to_numpy() for name in PERSON_COLUMNS])
        marks = np.packbits(stated, axis=0).T
        names = Cache(_names_of, _REMEMBERED)
        keys = zip(
            *(map(str, records.column(name).to_pylist()) for name in ("source", "source_id")), strict=True
        )
        poorer = sum(
            self._poorer(key, time, names[bytes(mark)])
            for key, time, mark in zip(keys, times, marks, strict=True)
        )
        for remark, count in ((FUTURE, ahead), (POORER, poorer)):
            if count:
                self.found[f"customer {remark}"] += count

    def look_at_events(self, events: pa.Table) -> None:
        """Counts what is remarkable about events, which are rows of the journal."""
        columns = (events.column(name).to_pylist() for name in ("kind", "key", "at", "nodes"))
        for kind, key, time, nodes in zip(*columns, strict=True):
            if time is not None and time > self._latest and kind != "contract":
                self.found[f"{kind} {FUTURE}"] += 1
            if kind in _COMPLETED and nodes and self._poorer((kind, key, ""), time, nodes):
                self.found[f"{kind} {POORER}"] += 1

    def _poorer(self, key: tuple[str, ...], time: datetime | None, stated: _Stated) -> bool:
        before_time, before = self._told.pop(key, _NOTHING)
        is_poorer = False
        if (
            before and before_time == time
        ):  # most keys come once, and nobody has to read what is stated of them
            told, names = _names_in(before), _names_in(stated)
            is_poorer, stated = not told <= names, told | names
        self._told[key] = (time, stated)
        if len(self._told) > _REMEMBERED:
            self._told.popitem(last=False)
        return is_poorer


def _names_of(marks: bytes) -> frozenset[str]:
    """The names of attributes that are marked, bit by bit."""
    bits = np.unpackbits(np.frombuffer(marks, np.uint8))
    return frozenset(name for name, bit in zip(PERSON_COLUMNS, bits, strict=False) if bit)


def _names_in(stated: _Stated) -> frozenset[str]:
    if not isinstance(stated, str):
        return stated
    return frozenset([name for name, value in orjson.loads(stated)[0][2].items() if value is not None])


def _key(entry: Entry) -> tuple[str, ...]:
    if isinstance(entry, RecordVersion):
        return entry.source, entry.source_id
    return entry.kind, entry.key, ""


def _names(entry: Entry) -> frozenset[str] | None:
    """What an entry states, by name; None for kinds whose rows do not complete each other."""
    if isinstance(entry, RecordVersion):
        return frozenset([name for name, value in entry.attributes.items() if value])
    if entry.kind not in _COMPLETED or not entry.nodes:
        return None
    return frozenset(name for name, value in entry.nodes[0].properties.items() if value is not None)
