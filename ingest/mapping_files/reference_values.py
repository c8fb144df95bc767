"""Values that a rule finds in another file: what its own refer to has to be there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from graph.errors import CkgError
from ingest.inputs.file import FileInput
from ingest.inputs.formats import format_of
from ingest.mapping.cells import BadCell
from ingest.mapping.mapping import Reading
from ingest.mapping.yaml_tree import Tree, suggestion
from ingest.mapping_files.mapping_keys import ReferenceKeys
from ingest.readers import open_reader
from ingest.readers.base import GoodRow, Reader

MOST = 1_000_000
"""Rows that such a file may have: its values are kept in memory."""
_FORMATS = ("csv", "jsonl", "parquet", "excel")


def referenced(tree: Tree) -> list[Any]:
    """The values in a column of a file, as they are there; none, and a problem, where it cannot be read."""
    entries = tree.entries(ReferenceKeys.names())
    for name in ReferenceKeys.names():
        if name not in entries:
            tree.problem(f'"{name}" is missing.')
            return []
    path, column = entries["path"].filled(), entries["column"].filled()
    form = format_of(path)
    if form not in _FORMATS:
        entries["path"].problem("must end like CSV, JSON, Parquet or a workbook")
        return []
    try:
        reader = open_reader(FileInput(tree.problems.path.parent / path), Reading(form))
        if reader.columns_complete and column not in reader.columns:
            entries["column"].problem(f'no column "{column}" is there.{suggestion(column, reader.columns)}')
            return []
        return list(_values(reader, column, tree))
    except CkgError as error:
        entries["path"].problem(error.message)
        return []


def _values(reader: Reader, column: str, tree: Tree) -> Iterator[Any]:
    for count, row in enumerate(reader.rows(), start=1):
        if count > MOST:
            tree.problem(f"has more than {MOST:,} rows")
            return
        value = row.values.get(column) if isinstance(row, GoodRow) else None
        if value is not None and not isinstance(value, BadCell):
            yield value
