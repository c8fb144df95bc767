"""What the journal holds, so that nothing is stored twice and nothing that changed is lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from graph.journal.tables.key_index import (
    KeyIndex,
    Numbers,
    Run,
    any_equal,
    joined,
    last_values,
    numbers_of,
    occurrences,
)
from graph.journal.tables.order import ARRIVAL
from graph.journal.tables.scratch import scratch
from graph.journal.tables.table import JournalTable
from graph.journal.withdrawing.withdrawals import WithdrawnEntries

Hashes: TypeAlias = npt.NDArray[np.uint64]
"""Content hashes, one a row: two halves of 64 bits."""

Places: TypeAlias = Mapping[str, tuple[str, ...]]
"""Columns that tell which statements follow each other, by table."""

TIMED: Places = {
    "records": ("source", "record_id", "observed_at"),
    "events": ("source", "kind", "key", "at"),
}
"""Statements about one thing at one time: where times differ, they tell what is in force."""
ARRIVING: Places = {"records": ("source", "record_id"), "events": ("source", "kind", "key")}
"""Statements about one thing: what came last holds, as in a file that ends things."""

_READ = ("content_hash", "commit", "recorded_at", "seq")
_HASH_BYTES = 16
_RUNS = 12


class KnownVersions:
    """The content hashes of everything stored at each place, and the one stored last.

    Of the statements of one place what was stored last holds.
    """

    def __init__(
        self, table: JournalTable, taken: WithdrawnEntries | None = None, places: Places = TIMED
    ) -> None:
        """Entries that were `taken` back are not known; to leave them out, the whole table is read."""
        self._table, self._taken = table, taken
        self._place = places[table.name]
        read = (*self._place, *_READ)
        self._index = KeyIndex(table, "-".join(self._place), read, self._query, self._numbers)
        self._version = table.version()
        self._runs: list[Run] = []
        self._first = 0
        """How many runs there are of before, which are too large to be joined again and again."""
        if taken is None:
            self._runs, self._version = self._index.runs()
        else:
            self._take(self._index.added(0, self._version))
        self._first = len(self._runs)

    def catch_up(self) -> bool:
        """Takes in what was stored since, by whomever; false if the table is not the one that it was."""
        now, before = self._table.version(), self._version
        if now > before:
            self._take(self._index.added(before, now))
        self._version = now
        return now >= before

    def known(self, places: Numbers, hashes: Hashes) -> npt.NDArray[np.bool_]:
        """Which of the hashes are stored at their places."""
        return any_equal(self._runs, places, hashes)

    def last(self, places: Numbers) -> Hashes:
        """The hash stored last of each place; zeros where there is none."""
        return last_values(self._runs, places, lines=2)

    @property
    def _query(self) -> str:
        """SQL for places and hashes of rows, in the order of their arrival."""
        counts = "TRUE" if self._taken is None else self._taken.condition(self._table.name)
        return f"""
            SELECT {_place(self._place)} AS place, content_hash FROM rows
            WHERE {counts} ORDER BY coalesce("commit", 0), {ARRIVAL}"""  # noqa: S608 - columns of our own

    def _numbers(self, rows: Any, query: str) -> Numbers:
        """Places and hashes of rows, a table or a reader of batches, as numbers."""
        with scratch() as connection:
            if self._taken is not None:
                self._taken.register(connection)
            connection.register("rows", rows)
            found = connection.sql(query).to_arrow_table()
        return np.vstack([found.column("place").to_numpy(), halves(found.column("content_hash")).T])

    def _take(self, run: Run) -> None:
        if run.shape[1]:
            self._runs.append(run)
        if len(self._runs) - self._first > _RUNS:  # searching many takes longer
            self._runs[self._first :] = [joined(self._runs[self._first :])]


def told_once(events: JournalTable, rows: pa.Table) -> npt.NDArray[np.bool_]:
    """Which rows are of an event that the table holds in one row only, as far as numbers tell: of a row that
    shares its number with another event they do not."""
    names = ("kind", "key")
    index = KeyIndex(events, "-".join(names), names, _places(names), numbers_of)
    runs, _ = index.runs()
    return np.asarray(occurrences(runs, places_of(names, rows)) == 1)


def places_of(names: tuple[str, ...], rows: pa.Table) -> Numbers:
    """The place of each row, as a number: two places that share one only cost a row too many."""
    [places] = numbers_of(rows.select(names), _places(names))
    return np.asarray(places)


def _places(names: tuple[str, ...]) -> str:
    return f"SELECT {_place(names)} AS place FROM rows"  # noqa: S608 - columns of our own


def _place(names: tuple[str, ...]) -> str:
    quoted = ", ".join(f'"{name}"' for name in names)
    return f"hash({quoted})"


def halves(hashes: pa.Array[Any] | pa.ChunkedArray[Any]) -> Hashes:
    """Content hashes as numbers."""
    fixed = hashes.cast(pa.binary(_HASH_BYTES))
    chunks = fixed.chunks if isinstance(fixed, pa.ChunkedArray) else [fixed]
    parts = [_chunk_halves(chunk) for chunk in chunks]
    return np.concatenate(parts) if parts else np.empty((0, 2), dtype=np.uint64)


def _chunk_halves(chunk: pa.Array[Any]) -> Hashes:
    """The bytes of a fixed-size column where they lie: ten million hashes are no Python objects."""
    content = chunk.buffers()[1]
    if content is None or not len(chunk):
        return np.empty((0, 2), dtype=np.uint64)
    start, count = chunk.offset * _HASH_BYTES, 2 * len(chunk)
    return np.frombuffer(memoryview(content), dtype=np.uint64, count=count, offset=start).reshape(-1, 2)
