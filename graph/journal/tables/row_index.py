"""Which rows of a table are about what, so that who asks of a few reads these alone.

A data file never changes, so each has an index of its own: numbers, sorted, each with the place of a row in
the file. That of a large one is kept in a file beside the table, those of small ones in memory. All of it is
a cache: what is missing or damaged is made of the data file again.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import TypeAlias
from zlib import crc32

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from graph.errors import DiskError
from graph.files.whole_file import whole_file
from graph.journal.tables.key_index import FOLDER, Numbers
from graph.journal.tables.scratch import scratch

Places: TypeAlias = npt.NDArray[np.int64]
"""Places of rows in a data file, from 0, ascending."""
Range: TypeAlias = tuple[int, int]
"""Numbers from the first up to the second, which is not among them."""
_Index: TypeAlias = npt.NDArray[np.uint64]
"""Numbers in the first line, ascending; places in the second; in the third, where it is of several, files."""

_KEPT_ROWS = 5_000
"""Rows of a data file from which its index is kept on disk."""
_AT_ONCE = 50_000
"""Rows of several data files that are numbered together."""
_APART = 20
"""Small files that are searched one by one before they are joined with all others in memory."""
_ROWS_AT = """
    SELECT {columns} FROM read_parquet($paths, file_row_number=true, filename=true) AS stored
    SEMI JOIN wanted ON wanted.path = stored.filename AND wanted.place = stored.file_row_number"""
_NO_NUMBERS: Numbers = np.empty(0, dtype=np.uint64)
_NO_FILES: _Index = np.empty((3, 0), dtype=np.uint64)


class RowIndex:
    """The rows of a table in a folder by the numbers that a query gives them; for any number of threads.

    `query` selects `number`, `place` and `file` of `rows`, which have the columns of `schema`. What is kept
    is of this query: one that makes numbers in another way finds nothing, and lets the files of before go.
    """

    def __init__(self, folder: Path, name: str, schema: pa.Schema, query: str) -> None:
        self._name, way = name, f"{crc32(query.encode()):08x}-{duckdb.__version__}"
        self._kept_in = folder / FOLDER / f"{name}-{way}"
        self._schema, self._query = schema, query
        self._lock = Lock()
        self._large: dict[str, _Index] = {}
        self._small: dict[str, _Index] = {}
        self._joined, self._joined_files = _NO_FILES, list[str]()

    def places(
        self, files: Sequence[str], numbers: Numbers, ranges: Sequence[Range] = ()
    ) -> dict[str, Places]:
        """The places of the rows in these data files that have one of the numbers, or one in a range."""
        with self._lock:
            self._take_in(files)
            found = {
                path: _found(index, numbers, ranges)[1]
                for path in files
                if (index := self._large.get(path, self._small.get(path))) is not None
            }
            of_joined = _found(self._joined, numbers, ranges)
            for number in np.unique(of_joined[2]).tolist():
                found[self._joined_files[number]] = of_joined[1, of_joined[2] == number]
        wanted = set(files)
        return {
            path: np.unique(at).astype(np.int64) for path, at in found.items() if at.size and path in wanted
        }

    def greatest(self, files: Sequence[str], range_: Range) -> dict[str, Places]:
        """The place of the row that has the greatest number in a range, if there is any."""
        with self._lock:
            self._take_in(files)
            wanted = set(files)
            of_joined = _found(self._joined, _NO_NUMBERS, [range_])
            numbered = [
                (int(number), self._joined_files[int(file)], place) for number, place, file in of_joined.T
            ]
            for path, index in (*self._large.items(), *self._small.items()):
                numbered += [
                    (int(number), path, place) for number, place in _found(index, _NO_NUMBERS, [range_]).T
                ]
        _, path, place = max((it for it in numbered if it[1] in wanted), default=(0, "", 0))
        return {path: np.array([place], dtype=np.int64)} if path else {}

    def _take_in(self, files: Sequence[str]) -> None:
        """Know the index of each of these files."""
        known = {*self._large, *self._small, *self._joined_files}
        small: dict[str, pa.Table] = {}
        for path in files:
            if path in known:
                continue
            file = pq.ParquetFile(path)
            if file.metadata.num_rows >= _KEPT_ROWS:
                self._large[path] = self._kept(path, file)
                continue
            small[path] = self._read(file)
            if sum(rows.num_rows for rows in small.values()) >= _AT_ONCE:
                self._small |= self._numbered(small)
                small = {}
        self._small |= self._numbered(small)
        if len(self._small) > _APART:
            self._join(set(files))

    def _join(self, files: set[str]) -> None:
        """Search small files as one from here on; those that are not among `files` are forgotten."""
        for path in self._large.keys() - files:
            del self._large[path]
        stays = np.array([path in files for path in self._joined_files], dtype=bool)
        before = self._joined[:, stays[self._joined[2].astype(np.int64)]]
        before[2] = (np.cumsum(stays) - 1)[before[2].astype(np.int64)]
        self._joined_files = [path for path in self._joined_files if path in files]
        parts = [before]
        for path, index in self._small.items():
            if path in files:
                number = np.full((1, index.shape[1]), len(self._joined_files), dtype=np.uint64)
                parts.append(np.vstack([index, number]))
                self._joined_files.append(path)
        self._joined, self._small = _sorted(np.concatenate(parts, axis=1)), {}

    def _kept(self, path: str, file: pq.ParquetFile) -> _Index:
        """The index of a large file, from the disk or made."""
        target = self._kept_in / f"{Path(path).stem}.npy"
        with suppress(OSError, ValueError, EOFError):
            kept: _Index = np.load(target, mmap_mode="r")
            return kept
        [index] = self._numbered({path: self._read(file)}).values()
        with suppress(OSError, DiskError):  # it can be done without
            self._make_folder()
            with whole_file(target) as draft, draft.open("wb") as to:
                np.save(to, index)
        return index

    def _make_folder(self) -> None:
        if self._kept_in.is_dir():
            return
        self._kept_in.mkdir(parents=True, exist_ok=True)
        for other in self._kept_in.parent.glob(f"{self._name}*"):
            if other != self._kept_in:
                shutil.rmtree(other, ignore_errors=True)

    def _read(self, file: pq.ParquetFile) -> pa.Table:
        return _conformed(file.read(_there(file, self._schema)), self._schema)

    def _numbered(self, files: Mapping[str, pa.Table]) -> dict[str, _Index]:
        """The index of each file of which the rows are given."""
        if not files:
            return {}
        counts = [rows.num_rows for rows in files.values()]
        rows = pa.concat_tables(files.values())
        rows = rows.append_column("file", pa.array(np.repeat(np.arange(len(counts)), counts)))
        rows = rows.append_column("place", pa.array(np.concatenate([np.arange(count) for count in counts])))
        with scratch() as connection:
            connection.register("rows", rows)
            found = connection.sql(self._query).to_arrow_table()
        number, place, of = (found.column(name).to_numpy() for name in ("number", "place", "file"))
        index = np.vstack([number.astype(np.uint64), place.astype(np.uint64)])
        return {path: _sorted(index[:, of == at]) for at, path in enumerate(files)}


def rows_at(found: Mapping[str, Places], schema: pa.Schema) -> pa.Table:
    """The rows at places of data files, with the columns of a schema."""
    parts, large = [schema.empty_table()], list[str]()
    for path, places in found.items():
        file = pq.ParquetFile(path)
        if file.metadata.num_rows >= _KEPT_ROWS and set(schema.names) <= set(file.schema_arrow.names):
            large.append(path)
        else:
            parts.append(_conformed(file.read(_there(file, schema)).take(places), schema))
    if large:
        parts.append(_few_of_many({path: found[path] for path in large}, schema))
    return pa.concat_tables(parts)


def _few_of_many(found: Mapping[str, Places], schema: pa.Schema) -> pa.Table:
    """The same of large files with all columns: little more is decoded than these rows."""
    counts = [len(places) for places in found.values()]
    wanted = {"path": np.repeat(list(found), counts), "place": np.concatenate(list(found.values()))}
    columns = ", ".join(f'"{name}"' for name in schema.names)
    with scratch() as connection:
        connection.register("wanted", pa.table(wanted))
        rows = connection.sql(_ROWS_AT.format(columns=columns), params={"paths": list(found)})
        return _conformed(rows.to_arrow_table(), schema)


def _conformed(rows: pa.Table, schema: pa.Schema) -> pa.Table:
    """Rows of a data file with the columns of a schema, those null that it lacks."""
    columns = [
        rows.column(field.name).cast(field.type)
        if field.name in rows.column_names
        else pa.nulls(rows.num_rows, field.type)
        for field in schema
    ]
    return pa.Table.from_arrays(columns, schema=schema)


def _there(file: pq.ParquetFile, schema: pa.Schema) -> list[str]:
    there = set(file.schema_arrow.names)
    return [name for name in schema.names if name in there]


def _sorted(index: _Index) -> _Index:
    return np.ascontiguousarray(index[:, np.argsort(index[0], kind="stable")])


def _found(index: _Index, numbers: Numbers, ranges: Sequence[Range]) -> _Index:
    """The columns of an index with one of the numbers, or one in a range."""
    spans = [(int(at), int(end)) for at, end in _spans(index[0], numbers, ranges) if end > at]
    columns = [index[:, at:end] for at, end in spans]
    return np.concatenate([index[:, :0], *columns], axis=1)


def _spans(sorted_numbers: Numbers, numbers: Numbers, ranges: Sequence[Range]) -> Iterator[tuple[int, int]]:
    at = np.searchsorted(sorted_numbers, numbers)
    end = np.searchsorted(sorted_numbers, numbers, side="right")
    there = np.flatnonzero(end > at)
    yield from zip(at[there].tolist(), end[there].tolist(), strict=True)
    for first, last in ranges:
        bounds = np.array([first, last], dtype=np.uint64)
        begin, until = np.searchsorted(sorted_numbers, bounds).tolist()
        yield begin, until
