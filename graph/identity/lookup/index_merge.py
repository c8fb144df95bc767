"""Merging segments of the look-up index into one, by copying what is in force: nothing is computed anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from graph.identity.lookup.index_files import NOWHERE, Places, Segment, superseded

BATCH = 131_072
"""Rows per batch of `rows.arrow`."""

Filed = tuple[npt.NDArray[Any], npt.NDArray[np.int32]]
"""Sorted values, and the place of the row for each."""


def merge_segments(folders: Sequence[Path], target: Path) -> None:
    """Write the segments in `folders`, consecutive ones, oldest first, as one into the folder `target`."""
    segments = [Segment(folder) for folder in folders]
    alive = [_marks(segment, dead) for segment, dead in zip(segments, superseded(segments), strict=True)]
    write_rows(_living(segments, alive), segments[0].schema, target)
    starts = np.cumsum([0, *(int(marks.sum()) for marks in alive)]).tolist()
    moved = [np.cumsum(marks) - 1 + start for marks, start in zip(alive, starts, strict=False)]
    parts = list(zip(segments, alive, moved, strict=True))[::-1]  # the newest are small: merged first
    save_filed(
        reduce(_interleaved, (_moved((s.keys, s.places), *to) for s, *to in parts)),
        target,
        ("keys", "places"),
    )
    save_filed(
        reduce(_interleaved, (_moved((s.numbers, s.number_places), *to) for s, *to in parts)),
        target,
        ("numbers", "number_places"),
    )
    replaced = [segment.replaced for segment in segments]
    np.save(target / "replaced.npy", np.unique(np.concatenate(replaced)) if len(replaced[0]) else NOWHERE)


def write_rows(batches: Iterable[pa.RecordBatch], schema: pa.Schema, target: Path) -> None:
    """Write `rows.arrow`, with small batches put together."""
    with pa.OSFile(str(target / "rows.arrow"), "wb") as sink, pa.ipc.new_file(sink, schema) as writer:
        for batch in _gathered(batches):
            writer.write_batch(batch)


def save_filed(filed: Filed, target: Path, names: tuple[str, str]) -> None:
    """Write values and places as two numpy files."""
    for name, values in zip(names, filed, strict=True):
        np.save(target / f"{name}.npy", values)


def _marks(segment: Segment, dead: Places) -> npt.NDArray[np.bool_]:
    """Which rows of a segment are in force."""
    marks = np.ones(len(segment), np.bool_)
    marks[dead] = False
    return marks


def _living(segments: Sequence[Segment], alive: Sequence[npt.NDArray[np.bool_]]) -> Iterator[pa.RecordBatch]:
    for segment, marks in zip(segments, alive, strict=True):
        start = 0
        for batch in segment.batches:
            chosen = marks[start : start + batch.num_rows]
            yield batch if chosen.all() else batch.filter(pa.array(chosen))
            start += batch.num_rows


def _gathered(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    pending: list[pa.RecordBatch] = []
    for batch in batches:
        pending.append(batch)
        if sum(waiting.num_rows for waiting in pending) >= BATCH // 2:
            yield from _one(pending)
            pending = []
    if pending:
        yield from _one(pending)


def _one(batches: list[pa.RecordBatch]) -> list[pa.RecordBatch]:
    whole: list[pa.RecordBatch] = pa.Table.from_batches(batches).combine_chunks().to_batches()
    return batches if len(batches) == 1 else whole


def _moved(filed: Filed, alive: npt.NDArray[np.bool_], places: npt.NDArray[np.int64]) -> Filed:
    """What is in force of one segment, with its places in the merged one."""
    values, old = filed
    kept = alive[old]
    return values[kept], places[old[kept]].astype(np.int32)


def _interleaved(young: Filed, old: Filed) -> Filed:
    """Two sorted columns as one."""
    at = np.searchsorted(old[0], young[0], "right") + np.arange(len(young[0]))
    from_old = np.ones(len(young[0]) + len(old[0]), np.bool_)
    from_old[at] = False
    merged = tuple(np.empty(len(from_old), part.dtype) for part in old)
    for column, new, known in zip(merged, young, old, strict=True):
        column[at] = new
        column[from_old] = known
    return merged[0], merged[1]
