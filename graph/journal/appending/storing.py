"""Rows of any table of the journal on their way to the disk."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime

import pyarrow as pa

from graph.errors import JournalError
from graph.files.lease import sole_lease
from graph.journal.tables.committing import Position
from graph.journal.tables.table import JournalTable

_ASKED = ("ingests", "rejected")
"""Tables that every ingest asks; it leaves them with at most `_MANY_FILES` small files."""
_MANY_FILES = 50
_JOINS = JournalError("Another process joins files of the journal.", "Nothing is to be done.")


def store_rows(table: JournalTable, rows: pa.Table, positions: Sequence[Position] = ()) -> int:
    """Stores rows of a table in one commit, with the positions of who brings them; returns its version.

    Columns that the rows lack are null; raises JournalError, which names those that the table lacks.
    """
    unknown = sorted(set(rows.column_names) - set(table.schema.names))
    if unknown:
        raise JournalError(
            f"The journal table {table.name} has no column {', '.join(unknown)}.",
            f"Its columns are {', '.join(table.schema.names)}.",
        )
    before = table.version()
    if not rows.num_rows and not positions:
        return before
    version = table.append(_complete(rows, table.schema, before + 1), positions)
    if table.name in _ASKED and table.file_count() > _MANY_FILES:
        with suppress(JournalError), sole_lease(table.folder.parent / "joining.lock", _JOINS):
            table.compact()  # the rows are in, whatever becomes of this
    return version


def _complete(rows: pa.Table, schema: pa.Schema, commit: int) -> pa.Table:
    """The rows with all columns of the schema; time of storing and order are added."""
    count = rows.num_rows
    given = {
        "commit": pa.array([commit] * count, pa.int64()),
        "recorded_at": pa.array([datetime.now(UTC)] * count, schema.field("recorded_at").type),
        "seq": pa.array(range(count), pa.int64()),
        **{name: rows.column(name) for name in rows.column_names},
    }
    columns = [
        given[field.name].cast(field.type) if field.name in given else pa.nulls(count, field.type)
        for field in schema
    ]
    return pa.Table.from_arrays(columns, schema=schema)
