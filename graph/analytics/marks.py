"""Marks of what was written of each customer: by them what changed is known without reading it.

A file keeps them and the graph its digest, so that marks of another graph, or of another state, do not count.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from graph.files.whole_file import whole_file

UNKNOWN = 0
"""The mark of what nobody knows; that of nothing that was written."""

_ID = "customer_id"
_NOT_WHOLE = (OSError, ValueError, KeyError, pa.ArrowException)
"""What reading a file raises that is not there or was damaged."""


def mark(values: Any) -> int:
    """64 bits that tell what was written; of a dictionary in any order, of named tuples without the names."""
    packed = orjson.dumps(values, default=tuple, option=orjson.OPT_SORT_KEYS | orjson.OPT_SERIALIZE_NUMPY)
    return int.from_bytes(hashlib.blake2b(packed, digest_size=8).digest()) or 1


class Marks:
    """By name of what is written the mark of each customer who has any of it."""

    def __init__(self, kept: pa.Table | None = None) -> None:
        self._kept = kept
        self._put = dict[str, Mapping[str, int]]()

    @property
    def known(self) -> bool:
        """Whether they are those of an earlier run; else all that is in the graph has to be written again."""
        return self._kept is not None

    def of(self, name: str) -> Mapping[str, int]:
        """The marks of one name by customer."""
        if name in self._put:
            return self._put[name]
        if self._kept is None or name not in self._kept.column_names:
            return {}
        marks = self._kept.column(name).to_numpy()
        there = np.flatnonzero(marks)
        ids: list[Any] = self._kept.column(_ID).take(there).to_pylist()
        return dict(zip(ids, marks[there].tolist(), strict=True))

    def put(self, name: str, marks: Mapping[str, int]) -> None:
        """Take these for all that is in the graph of this name."""
        self._put[name] = marks

    def keep(self, file: Path) -> tuple[str, int]:
        """Write them; returns the digest of the file, which is the same for the same marks, and of how many
        customers they are."""
        earlier = self._kept.column_names[1:] if self._kept is not None else []
        columns = {name: self.of(name) for name in sorted({*earlier, *self._put})}
        ids = sorted({id_ for marks in columns.values() for id_ in marks})
        told = {
            name: pa.array([marks.get(id_, UNKNOWN) for id_ in ids], pa.uint64())
            for name, marks in columns.items()
        }
        file.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(file) as draft:
            pq.write_table(pa.table({_ID: pa.array(ids, pa.string())} | told), draft)
            return _digest(draft), len(ids)


def read_marks(file: Path, digest: str | None) -> Marks:
    """The marks of the file with this digest; marks that know nothing where it is another, or none."""
    with suppress(*_NOT_WHOLE):
        if digest and _digest(file) == digest:
            return Marks(pq.read_table(file))
    return Marks()


def _digest(file: Path) -> str:
    with file.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()
