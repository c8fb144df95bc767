"""Reading the look-up index: its segments mapped into memory, seen as one table of records."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from graph.identity.lookup.sharing import SharedValues

Places = npt.NDArray[np.int64]
Keys = npt.NDArray[np.uint64]

NOWHERE: Places = np.empty(0, np.int64)


class Segment:
    """The files of one segment; rows are told by their place in `rows.arrow`."""

    def __init__(self, folder: Path) -> None:
        self.keys: Keys = _mapped(folder / "keys.npy")
        self.places: npt.NDArray[np.int32] = _mapped(folder / "places.npy")
        self.numbers: Places = _mapped(folder / "numbers.npy")
        self.number_places: npt.NDArray[np.int32] = _mapped(folder / "number_places.npy")
        self.replaced: Places = _mapped(folder / "replaced.npy")
        self._file = pa.ipc.open_file(pa.memory_map(str(folder / "rows.arrow")))

    def __len__(self) -> int:
        return len(self.numbers)

    @property
    def schema(self) -> pa.Schema:
        """Names and types of the columns that a row of the index has."""
        return self._file.schema

    @cached_property
    def batches(self) -> list[pa.RecordBatch]:
        """All rows, in order; nothing is read before it is looked at."""
        return [self._file.get_batch(number) for number in range(self._file.num_record_batches)]

    def places_of(self, numbers: Places) -> Places:
        """Sorted places of the records with these sorted numbers, as far as they are here."""
        at = np.searchsorted(self.numbers, numbers)
        at[at == len(self.numbers)] = 0
        found = self.numbers[at] == numbers if len(self.numbers) else np.zeros(len(numbers), np.bool_)
        return np.sort(self.number_places[at[found]].astype(np.int64))


def superseded(segments: Sequence[Segment]) -> list[Places]:
    """For each segment, oldest first, the sorted places of its rows that a newer segment replaces."""
    dead: list[Places] = []
    replaced = NOWHERE
    for segment in reversed(segments):
        dead.append(segment.places_of(replaced))
        replaced = np.union1d(replaced, segment.replaced)
    return dead[::-1]


class IndexFacts:
    """What an index knows that is of no single record.

    `values` are the shared ones; `overruled` link all the same because a steward said so. `verdicts` are what
    stewards ruled on pairs, by record id and then by number of the other record.
    """

    def __init__(self, shared: Path, overruled: Path, verdicts: Path) -> None:
        values = [((kind, value), doubtful) for kind, value, doubtful in _tuples(shared)]
        self.values = SharedValues(
            frozenset(value for value, _ in values),
            frozenset(value for value, doubtful in values if not doubtful),
        )
        self.overruled = frozenset(_tuples(overruled))
        self.verdicts: dict[str, dict[int, str]] = {}
        for record, other, verdict in _tuples(verdicts):
            self.verdicts.setdefault(record, {})[other] = verdict


class IndexFiles:
    """The segments of one index as one table; any number of threads may read.

    Of a record that several segments hold, the row in the newest is the only one.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self._segments = [Segment(folder) for folder in folders]
        self._dead = superseded(self._segments)
        sizes = [len(segment) for segment in self._segments]
        self._offsets = np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)]).tolist()
        self._batches = list(chain.from_iterable(segment.batches for segment in self._segments))
        rows = [batch.num_rows for batch in self._batches]
        self._starts = np.concatenate([[0], np.cumsum(rows, dtype=np.int64)])

    @property
    def schema(self) -> pa.Schema:
        """Names and types of the columns that a row of the index has."""
        return self._segments[0].schema

    def places(self, keys: Keys, limit: int) -> Places:
        """Rows filed under any of `keys`, each once, sorted; a key with more than `limit` rows is left
        out."""
        found: list[list[Places]] = [[] for _ in keys]
        for segment, dead, offset in zip(self._segments, self._dead, self._offsets, strict=False):
            first = np.searchsorted(segment.keys, keys, "left").tolist()
            last = np.searchsorted(segment.keys, keys, "right").tolist()
            for run, start, end in zip(found, first, last, strict=True):
                if start < end and end - start <= limit + len(dead):
                    run.append(_without(segment.places[start:end], dead) + offset)
                elif start < end:
                    run.append(np.empty(limit + 1, np.int64))
        runs = [run for run in found if 0 < sum(map(len, run)) <= limit]
        return np.unique(np.concatenate(list(chain.from_iterable(runs)))) if runs else NOWHERE

    def has(self, keys: Keys) -> npt.NDArray[np.bool_]:
        """Under which of the keys a row is filed, be it one that a newer segment replaces."""
        found = np.zeros(len(keys), np.bool_)
        for segment in self._segments:
            found |= np.searchsorted(segment.keys, keys, "left") < np.searchsorted(
                segment.keys, keys, "right"
            )
        return found

    def places_of(self, numbers: Places) -> Places:
        """Sorted places of the records with these sorted numbers, as far as they are known."""
        found = [
            _without(segment.places_of(numbers), dead) + offset
            for segment, dead, offset in zip(self._segments, self._dead, self._offsets, strict=False)
        ]
        return np.sort(np.concatenate(found))

    def rows(self, places: Places) -> pa.Table:
        """The rows at sorted `places`."""
        batch = np.searchsorted(self._starts, places, "right") - 1
        taken = [
            self._batches[number].take(pa.array(places[batch == number] - self._starts[number]))
            for number in np.unique(batch).tolist()
        ]
        return pa.Table.from_batches(taken, self.schema)


def _tuples(path: Path) -> list[tuple[Any, ...]]:
    columns = pq.read_table(path).to_pydict().values()
    return list(zip(*columns, strict=True))


def _mapped(path: Path) -> Any:
    return np.asarray(np.load(path, mmap_mode="r"))


def _without(places: npt.NDArray[np.int32] | Places, dead: Places) -> Places:
    wide = places.astype(np.int64)
    if not len(dead):
        return wide
    at = np.minimum(np.searchsorted(dead, wide), len(dead) - 1)
    kept: Places = wide[dead[at] != wide]
    return kept
