"""Entries on their way in: what is new is stored, what is in force already is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from graph.batches import batched
from graph.entries import Entry, Event, RecordVersion
from graph.journal.appending.checks import check_entries
from graph.journal.appending.confirmations import Confirmations
from graph.journal.appending.encode import event_columns, record_columns
from graph.journal.appending.known import TIMED, KnownVersions, Places, halves, places_of
from graph.journal.suppressing.suppression import Suppressed, Suppression
from graph.journal.tables.key_index import Numbers
from graph.journal.tables.table import JournalTable
from graph.journal.withdrawing.ended import MARKED
from graph.journal.withdrawing.withdrawals import OF_RECORDS, WithdrawnEntries

CHUNK = 20_000
"""Entries that are stored in one commit."""
WAITING = 50_000
"""Entries that may wait for what follows them."""

Store = Callable[[str, pa.Table], int]
"""Stores rows of a table in one commit."""


@dataclass(frozen=True, slots=True)
class AppendResult:
    """How many entries were stored, how many the journal held already, and how many are about people who
    were erased: nothing of these is stored."""

    accepted: int = 0
    unchanged: int = 0
    suppressed: int = 0

    def __add__(self, other: AppendResult) -> AppendResult:
        return AppendResult(
            self.accepted + other.accepted,
            self.unchanged + other.unchanged,
            self.suppressed + other.suppressed,
        )


class Appending:
    """One ingest: `append` as often as need be, then `finish`.

    An entry is unchanged if it equals what was stored last of its place: the same key and time. One that was
    stored before, but not last, waits: it states that a value went back, unless the ingest goes on to what
    was stored last, as a file does that has several rows of a key and is read again. Until then it counts as
    unchanged.
    """

    def __init__(
        self,
        tables: dict[str, JournalTable],
        store: Store,
        ingest_id: str,
        taken: WithdrawnEntries | None = None,
        places: Places = TIMED,
        suppression: Suppression | None = None,
    ) -> None:
        """`taken` was taken back, so that it is new when it comes again; without a `suppression` whatever
        comes is taken."""
        self._suppression = suppression
        announced = _Announced(store, ingest_id)
        self._parts = {
            name: _Part(tables[name], announced.store, taken, places, ingest_id) for name in OF_RECORDS
        }
        self._confirmations = Confirmations(store, ingest_id)

    def append(self, entries: Iterable[Entry]) -> AppendResult:
        """Stores the entries that are new, in commits of `CHUNK`, each on disk before the next.

        When it fails, the chunks before stay stored, and appending everything again adds what is missing.
        Raises JournalError for entries that the journal does not take.
        """
        result = AppendResult()
        for chunk in batched(entries, CHUNK):
            check_entries(chunk)
            result += self.append_checked(chunk)
        return result

    def append_checked(self, entries: Iterable[Entry]) -> AppendResult:
        """As `append`, of entries in which whoever made them found no `faults`."""
        result = AppendResult()
        for chunk in batched(entries, CHUNK):
            records = [entry for entry in chunk if isinstance(entry, RecordVersion)]
            events = [entry for entry in chunk if isinstance(entry, Event)]
            for name, columns in (("records", record_columns(records)), ("events", event_columns(events))):
                result += self.append_rows(name, pa.table(columns))
        return result

    def append_rows(self, table: str, rows: pa.Table) -> AppendResult:
        """As `append_checked`, of at most about `CHUNK` records or events as rows of their table."""
        part = self._parts[table]
        with self._standing() as suppressed:
            kept = suppressed.rows_without(rows)
            result = part.append(kept, suppressed)
        self._confirmations.add(part.confirmed)
        part.confirmed = []
        return result + AppendResult(suppressed=rows.num_rows - kept.num_rows)

    def same_as(self, file: str, ingest_id: str, earlier: str) -> None:
        """Says that a file was read before, as `earlier` by an ingest, whose entries it confirms."""
        self._confirmations.same_as(file, ingest_id, earlier)

    def confirm(self, source: str, file: str) -> None:
        """Says that all entries of a file that was read before are said again."""
        self._confirmations.add_file(source, file)

    def finish(self) -> Counter[str]:
        """Stores what still waits, since nothing came after it; returns how many entries of each file."""
        self._confirmations.store()
        with self._standing() as suppressed:
            return self._parts["records"].finish(suppressed) + self._parts["events"].finish(suppressed)

    def _standing(self) -> AbstractContextManager[Suppressed]:
        return self._suppression.standing() if self._suppression else nullcontext(Suppressed())


@dataclass
class _Part:
    """The entries of one table."""

    table: JournalTable
    store: Store
    taken: WithdrawnEntries | None
    places: Places
    ingest_id: str
    confirmed: list[tuple[str, str, bytes]] = field(default_factory=list)
    stored: KnownVersions | None = None
    waiting: dict[int, list[pa.Table]] = field(default_factory=dict)

    def append(self, rows: pa.Table, suppressed: Suppressed) -> AppendResult:
        if not rows.num_rows:
            return AppendResult()
        before, new = self._chosen(rows)
        chosen = rows if len(new) == rows.num_rows else rows.take(pa.array(sorted(new), pa.int64()))
        stored = pa.concat_tables([*before, chosen])
        self._stored(stored)
        result = AppendResult(stored.num_rows, rows.num_rows - stored.num_rows)
        if sum(map(len, self.waiting.values())) > WAITING:
            late = self.finish(suppressed).total()
            result += AppendResult(late, -late)
        return result

    def finish(self, suppressed: Suppressed) -> Counter[str]:
        rows = [row for waiting in self.waiting.values() for row in waiting]
        self.waiting.clear()
        if not rows:
            return Counter()
        late = suppressed.rows_without(pa.concat_tables(rows))  # people may be erased while rows wait
        self._stored(late)
        return Counter(map(str, late.column("file").to_pylist()))

    def _stored(self, rows: pa.Table) -> None:
        if rows.num_rows:
            ingest = pa.array([self.ingest_id] * rows.num_rows, pa.string())
            self.store(self.table.name, rows.append_column("ingest_id", ingest))

    def _chosen(self, rows: pa.Table) -> tuple[list[pa.Table], Sequence[int]]:
        """What of earlier chunks is to be stored first, and which of these rows, by position."""
        places, numbers = places_of(self.places[self.table.name], rows), halves(rows.column("content_hash"))
        stored = self._stored_so_far()
        known, last = stored.known(places, numbers), stored.last(places)
        told = ~self._told_once(places) | known
        new: list[int] = np.flatnonzero(~told).tolist()
        now: dict[int, bytes] = {}
        fresh: set[bytes] = set()
        here: dict[int, list[int]] = {}
        before: list[pa.Table] = []
        names = ("source", "file", "content_hash")
        each: Any = zip(*(rows.column(it).filter(pa.array(told)).to_pylist() for it in names), strict=True)
        for at, entry in zip(np.flatnonzero(told).tolist(), each, strict=True):
            place, found = int(places[at]), entry[-1]
            if known[at]:
                self.confirmed.append(entry)
            if found == now.get(place, last[at].tobytes()):
                self.waiting.pop(place, None)
                here.pop(place, None)
            elif known[at] or found in fresh:
                here.setdefault(place, []).append(at)
            else:
                before += self.waiting.pop(place, ())
                new += [*here.pop(place, ()), at]
                now[place] = found
                fresh.add(found)
        for place, positions in here.items():
            self.waiting.setdefault(place, []).extend(rows.slice(at, 1) for at in positions)
        return before, new

    def _told_once(self, places: Numbers) -> npt.NDArray[np.bool_]:
        """Of which places there is one row, and none waits."""
        _, at, counts = np.unique(places, return_inverse=True, return_counts=True)
        once: npt.NDArray[np.bool_] = counts[at] == 1
        if self.waiting:
            once &= ~np.isin(places, np.fromiter(self.waiting, np.uint64, len(self.waiting)))
        return once

    def _stored_so_far(self) -> KnownVersions:
        if self.stored is None or not self.stored.catch_up():
            self.stored = KnownVersions(self.table, self.taken, self.places)
        return self.stored


@dataclass
class _Announced:
    """Stores rows; before the first of an ingest that end something, that there are such rows."""

    write: Store
    ingest_id: str
    sources: set[str] = field(default_factory=set)

    def store(self, table: str, rows: pa.Table) -> int:
        """Stores rows of a table and returns its version."""
        ending = rows.filter(pc.is_valid(rows.column("ended"))).column("source").to_pylist()
        new = sorted({str(source) for source in ending} - self.sources)
        if new:
            self.sources.update(new)
            self.write(MARKED, pa.table({"source": new, "ingest_id": [self.ingest_id] * len(new)}))
        return self.write(table, rows)
