"""What was added to a table after one version up to another, out of its commits."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pyarrow as pa
from deltalake import DeltaTable

from graph.journal.tables.checksums import check_files
from graph.journal.tables.log import Action, adds


def added_rows(
    table: DeltaTable, folder: Path, since: int, until: int, columns: list[str] | None = None
) -> pa.Table:
    """Columns of the rows added after version `since` up to `until`, all columns if none are named.

    Raises JournalError where a file is damaged.
    """
    added = (add for version in range(since + 1, until + 1) for add in _adds(folder, version))
    check_files(folder / unquote(add["path"]) for add in added)
    return pa.table(table.load_cdf(since + 1, until, columns=columns, allow_out_of_range=True))


def in_order(rows: pa.Table, schema: pa.Schema) -> pa.Table:
    """Rows with the columns of a schema, in the order they were stored."""
    columns = [rows.column(field.name).cast(field.type) for field in schema]
    found = pa.Table.from_arrays(columns, schema=schema)
    at, none = schema.get_field_index("commit"), pa.scalar(0, pa.int64())
    found = found.set_column(at, schema.field(at), found.column(at).fill_null(none))
    return found.sort_by([(name, "ascending") for name in ("commit", "recorded_at", "seq")])


def version_spans(folder: Path, since: int, current: int, rows: int) -> Iterator[tuple[int, int, int]]:
    """Ranges of versions after `since` up to `current`: version before, last version, number of rows.

    A range ends as soon as it has `rows` rows; a commit is never divided.
    """
    start, count = since, 0
    for version in range(since + 1, current + 1):
        count += sum(json.loads(add["stats"])["numRecords"] for add in _adds(folder, version))
        if count >= rows or version == current:
            yield start, version, count
            start, count = version, 0


def _adds(folder: Path, version: int) -> list[Action]:
    """What a commit says of the files with new rows."""
    return [add for add in adds(folder, version) if add["dataChange"]]
