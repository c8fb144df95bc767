"""What the journal already holds of a source, so that nothing is stored twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from graph.journal.table import JournalTable

Hashes = npt.NDArray[np.uint64]
"""Content hashes, one a row: two halves of 64 bits."""
HashColumn: TypeAlias = "pa.Array[Any] | pa.ChunkedArray[Any]"

_STORED = "SELECT content_hash FROM read_parquet($files, union_by_name=true) WHERE source = $source"
_HASH_BYTES = 16
_RUNS = 12


class KnownHashes:
    """Hashes of everything stored of one source; an entry whose hash is among them is unchanged.

    A hash covers the key, the content and the source's own time of the statement. So old files can
    be read again in any order, while a return to an earlier state is told apart by its time.
    """

    def __init__(self, table: JournalTable, source: str) -> None:
        self._runs = [_sorted(_stored(table, source))]

    def unknown(self, hashes: HashColumn) -> npt.NDArray[np.int64]:
        """Positions of the hashes not seen before, in order, each new hash once; they are known after."""
        probes = _halves(hashes)
        fresh = np.ones(len(probes), dtype=bool)
        for run in self._runs:
            fresh &= ~_contained(probes, run)
        _, first = np.unique(probes, axis=0, return_index=True)
        once = np.zeros(len(probes), dtype=bool)
        once[first] = True
        positions = np.flatnonzero(fresh & once)
        self._remember(probes[positions])
        return positions

    def _remember(self, hashes: Hashes) -> None:
        if len(hashes):
            self._runs.append(_sorted(hashes))
        if len(self._runs) > _RUNS:
            self._runs = [self._runs[0], _sorted(np.concatenate(self._runs[1:]))]


def _stored(table: JournalTable, source: str) -> Hashes:
    files = table.files()
    if not files:
        return np.empty((0, 2), dtype=np.uint64)
    with duckdb.connect() as connection:
        found = connection.sql(_STORED, params={"files": files, "source": source}).to_arrow_table()
    return _halves(found.column("content_hash"))


def _halves(hashes: HashColumn) -> Hashes:
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
    is stored again, which reading takes out, and comes about once in 10^19 pairs."""
    if not len(run):
        return np.zeros(len(probes), dtype=bool)
    at = np.minimum(np.searchsorted(run[:, 0], probes[:, 0]), len(run) - 1)
    return np.asarray((run[at] == probes).all(axis=1))


def by_source(sources: Sequence[str]) -> dict[str, list[int]]:
    """Positions of the entries of each source, in order of their first appearance."""
    positions: dict[str, list[int]] = {}
    for position, source in enumerate(sources):
        positions.setdefault(source, []).append(position)
    return positions
