"""What a user should know of rows that went in: said in the summary of an ingest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import orjson
import pyarrow as pa

from graph.entries import Entry, RecordVersion
from graph.journal.appending.encode import record_id
from graph.journal.tables.arrow import compute as pc
from graph.journal.tables.order import BELIEVED
from graph.journal.tables.schema import PERSON_COLUMNS, TIME
from ingest.mapping.cache import Cache
from ingest.rows.told_lately import Names, Statements, ToldLately

_REMEMBERED = 100_000
_COMPLETED = frozenset({"order", "contract", "ticket", "product"})
"""Kinds whose rows complete each other."""

_MARK = "\x1f"
_COMPLETED_KINDS = pa.array(sorted(_COMPLETED), pa.string())

FUTURE = "dated after it was received: yields to what has a time that can be right"
POORER = "leaves out what another row of the same key and time tells; that is kept"
OUTLASTED = "status of an order yields to a state that was told alone (order_status), whichever came last"
SUMMED = "totals of orders are amounts of lines, as rows of one order tell: added up"
SUMMED_BEFORE = "totals of orders are amounts of lines, as in earlier files of this mapping: added up"
ONCE_OWN = (
    "earlier files of this mapping were taken to have the orders' own totals, which stay:"
    " write line_total and ingest them again"
)
ONE_TOTAL = (
    "orders in several rows: total taken as the order's own, as far as is known; the last row counts"
    " (that of a line is line_total)"
)


class EntryRemarks:
    """Looks at the entries of a file as they go by, and counts in `found`."""

    def __init__(self, found: Counter[str]) -> None:
        self.found = found
        self._latest = datetime.now(UTC) + BELIEVED
        self._told = ToldLately()
        self._names = Cache(_names_of, _REMEMBERED)

    def look(self, entries: Iterable[Entry]) -> None:
        """Counts what is remarkable about entries."""
        stated: list[tuple[Entry, Names]] = []
        for entry in entries:
            time = _time(entry)
            if time is not None and time > self._latest and _kind(entry) != "contract":
                self.found[f"{_kind(entry)} {FUTURE}"] += 1
            if (names := _names(entry)) is not None:
                stated.append((entry, names))
        keys = [_key(entry) for entry, _ in stated]
        rows = Statements(keys, lambda at: _time(stated[at][0]), lambda at: stated[at][1])
        for at in self._told.poorer(rows) if keys else ():
            self.found[f"{_kind(stated[at][0])} {POORER}"] += 1

    def look_at_records(self, records: pa.Table) -> None:
        """Counts what is remarkable about records, which are rows of the journal."""
        times = records.column("observed_at")
        keys = list(map(str, records.column("record_id").to_pylist()))
        rows = Statements(keys, lambda at: times[at].as_py(), _Stated(records, self._names).of)
        for remark, count in (
            (FUTURE, int(pc.sum(self._are_ahead(times)).as_py() or 0)),
            (POORER, len(self._told.poorer(rows))),
        ):
            if count:
                self.found[f"customer {remark}"] += count

    def look_at_events(self, events: pa.Table) -> None:
        """Counts what is remarkable about events, which are rows of the journal."""
        kinds = events.column("kind")
        ahead = pc.and_(self._are_ahead(events.column("at")), pc.not_equal(kinds, "contract"))
        for kind, count in Counter(kinds.filter(ahead).to_pylist()).items():
            self.found[f"{kind} {FUTURE}"] += count
        completed = pc.and_(pc.is_in(kinds, _COMPLETED_KINDS), pc.is_valid(events.column("nodes")))
        told = events.select(["kind", "key", "at", "nodes"]).filter(completed)
        kinds, keys, times, nodes = told.columns
        rows = Statements(
            pc.binary_join_element_wise(kinds, keys, _MARK).to_pylist(),
            lambda at: times[at].as_py(),
            lambda at: _names_in(nodes[at].as_py()),
        )
        for at in self._told.poorer(rows):
            self.found[f"{kinds[at].as_py()} {POORER}"] += 1

    def _are_ahead(self, times: pa.ChunkedArray[Any]) -> Any:
        return pc.greater(times, pa.scalar(self._latest, TIME)).fill_null(False)


@dataclass(frozen=True)
class _Stated:
    """The names of what records state; they are `known` by marks that say which attributes are there."""

    records: pa.Table
    known: Cache

    def of(self, at: int) -> Names:
        """Those of one of the records."""
        names: Names = self.known[bytes(self._marks[at])]
        return names

    @cached_property
    def _marks(self) -> npt.NDArray[np.uint8]:
        stated = np.stack([self.records.column(name).is_valid().to_numpy() for name in PERSON_COLUMNS])
        return np.packbits(stated, axis=0).T


def _names_of(marks: bytes) -> Names:
    """The names of attributes that are marked, bit by bit."""
    bits = np.unpackbits(np.frombuffer(marks, np.uint8))
    return frozenset(name for name, bit in zip(PERSON_COLUMNS, bits, strict=False) if bit)


def _names_in(nodes: str) -> Names:
    """The names of what an event states of the first of its nodes, as the journal keeps them."""
    return frozenset(name for name, value in orjson.loads(nodes)[0][2].items() if value is not None)


def _time(entry: Entry) -> datetime | None:
    return entry.observed_at if isinstance(entry, RecordVersion) else entry.at


def _kind(entry: Entry) -> str:
    return "customer" if isinstance(entry, RecordVersion) else entry.kind


def _key(entry: Entry) -> str:
    if isinstance(entry, RecordVersion):
        return record_id(entry.source, entry.source_id)
    return f"{entry.kind}{_MARK}{entry.key}"


def _names(entry: Entry) -> Names | None:
    """What an entry states, by name; None for kinds whose rows do not complete each other."""
    if isinstance(entry, RecordVersion):
        return frozenset([name for name, value in entry.attributes.items() if value])
    if entry.kind not in _COMPLETED or not entry.nodes:
        return None
    return frozenset(name for name, value in entry.nodes[0].properties.items() if value is not None)
