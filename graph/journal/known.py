"""What the journal holds of a source, so that nothing is stored twice and nothing that changed is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from graph.journal.order import ARRIVAL
from graph.journal.scratch import scratch
from graph.journal.table import JournalTable
from graph.journal.withdrawals import TakenBack

Numbers: TypeAlias = npt.NDArray[np.uint64]
Hashes: TypeAlias = npt.NDArray[np.uint64]
"""Content hashes, one a row: two halves of 64 bits."""

Places: TypeAlias = Mapping[str, tuple[str, ...]]
"""Columns that tell which statements follow each other, by table."""

TIMED: Places = {"records": ("record_id", "observed_at"), "events": ("kind", "key", "at")}
"""Statements about one thing at one time: where times differ, they tell what is in force."""
ARRIVING: Places = {"records": ("record_id",), "events": ("kind", "key")}
"""Statements about one thing: what came last holds, as in a file that ends things."""

_READ = ("source", "content_hash", "commit", "recorded_at", "seq")
_HASH_BYTES = 16
_RUNS = 12


class KnownVersions:
    """The content hashes of everything stored of one source, and the one stored last of each place.

    Of the statements of one place what was stored last holds.
    """

    def __init__(
        self, table: JournalTable, source: str, taken: TakenBack | None = None, places: Places = TIMED
    ) -> None:
        """Entries that were `taken` back are not known."""
        self._table, self._source, self._taken = table, source, taken
        self._place = places[table.name]
        self._version = table.version()
        self._hashes: list[Hashes] = []
        self._last: list[tuple[Numbers, Hashes]] = []
        self._take(table.rows((*self._place, *_READ)))

    def catch_up(self) -> bool:
        """Takes in what was stored since, by whomever; false if the table is not the one that it was."""
        now, before = self._table.version(), self._version
        if now > before:
            self._take(self._table.added((*self._place, *_READ), before, now))
        self._version = now
        return now >= before

    def known(self, hashes: Hashes) -> npt.NDArray[np.bool_]:
        """Which of the hashes are stored."""
        found = np.zeros(len(hashes), dtype=bool)
        for run in self._hashes:
            found |= _contained(hashes, run)
        return found

    def last(self, places: Numbers) -> Hashes:
        """The hash stored last of each place; zeros where there is none."""
        found = np.zeros((len(places), 2), dtype=np.uint64)
        lacking = np.ones(len(places), dtype=bool)
        for run_places, run_hashes in reversed(self._last):
            at = np.minimum(np.searchsorted(run_places, places), len(run_places) - 1)
            here = lacking & (run_places[at] == places)
            found[here] = run_hashes[at[here]]
            lacking &= ~here
        return found

    def _take(self, rows: Any) -> None:
        """`rows` is a table, or a reader of batches, of the columns asked for."""
        counts = "TRUE" if self._taken is None else self._taken.condition(self._table.name)
        query = f"""
            SELECT {_place(self._place)} AS place, content_hash FROM rows
            WHERE source = $source AND {counts} ORDER BY coalesce("commit", 0), {ARRIVAL}"""  # noqa: S608 - columns of our own
        with scratch() as connection:
            if self._taken is not None:
                self._taken.register(connection)
            connection.register("rows", rows)
            found = connection.sql(query, params={"source": self._source}).to_arrow_table()
        if found.num_rows:
            hashes = halves(found.column("content_hash"))
            self._hashes.append(_sorted(hashes))
            self._last.append(_last_of_each(_numbers(found.column("place")), hashes))
        if len(self._hashes) > _RUNS:
            self._join()

    def _join(self) -> None:
        """All but the first run become one: searching many takes longer."""
        self._hashes = [self._hashes[0], _sorted(np.concatenate(self._hashes[1:]))]
        places, hashes = (np.concatenate(parts) for parts in zip(*self._last[1:], strict=True))
        self._last = [self._last[0], _last_of_each(places, hashes)]


def places_of(names: Sequence[str], columns: dict[str, pa.Array[Any]]) -> Numbers:
    """The place of each entry, as a number: two places that share one only cost a row too many."""
    rows = pa.table({name: columns[name] for name in names})
    with scratch() as connection:
        connection.register("rows", rows)
        found = connection.sql(f"SELECT {_place(names)} AS place FROM rows").to_arrow_table()  # noqa: S608 - columns of our own
    return _numbers(found.column("place"))


def _place(names: Sequence[str]) -> str:
    quoted = ", ".join(f'"{name}"' for name in names)
    return f"hash({quoted})"


def _numbers(column: pa.ChunkedArray[Any]) -> Numbers:
    return np.asarray(column.to_numpy(), dtype=np.uint64)


def _last_of_each(places: Numbers, hashes: Hashes) -> tuple[Numbers, Hashes]:
    """Places in order, each with the last of its hashes."""
    found, first = np.unique(places[::-1], return_index=True)
    return found, hashes[::-1][first]


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


def _sorted(hashes: Hashes) -> Hashes:
    return hashes[np.argsort(hashes[:, 0])]


def _contained(probes: Hashes, run: Hashes) -> npt.NDArray[np.bool_]:
    """Which probes are in the run. Of two that share the first half only one is found: the other
    is stored again, which changes nothing, and comes about once in 10^19 pairs."""
    at = np.minimum(np.searchsorted(run[:, 0], probes[:, 0]), len(run) - 1)
    return np.asarray((run[at] == probes).all(axis=1))
