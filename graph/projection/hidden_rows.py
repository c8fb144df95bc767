"""Rows of the journal that a projection does not look at: those set aside, and those still to be tried."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from graph.journal.tables.schema import TABLES
from graph.projection.set_aside import SetAside

PLACE = ["recorded_at", "seq"]
"""The columns that tell the rows of a table apart."""


class HiddenRows:
    """Takes rows out of the `stored_<table>` views of a connection, and puts them back."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._prepared: set[str] = set()

    def hide(self, table: str, rows: pa.Table) -> None:
        """The views leave out these rows of a table."""
        self._prepare(table)
        self._with_places(rows, f"INSERT INTO hidden_{table} FROM places")

    def reveal(self, table: str, rows: pa.Table) -> None:
        """The views show these rows of a table again."""
        self._prepare(table)
        self._with_places(
            rows,
            f"DELETE FROM hidden_{table} WHERE ({', '.join(PLACE)}) IN (FROM places)",  # noqa: S608 - tables of our own
        )

    def hide_entries(self, entries: Iterable[SetAside]) -> None:
        """The same of entries that were set aside."""
        for entry in entries:
            self.hide(entry.table, _places(entry))

    def _prepare(self, table: str) -> None:
        if table in self._prepared:
            return
        self._prepared.add(table)
        place = ", ".join(PLACE)
        self._connection.execute(f"ALTER VIEW stored_{table} RENAME TO whole_{table}")
        self._connection.execute(
            f"CREATE TEMP TABLE hidden_{table} AS SELECT {place} FROM whole_{table} LIMIT 0"  # noqa: S608 - as above
        )
        self._connection.execute(
            f"CREATE VIEW stored_{table} AS FROM whole_{table} ANTI JOIN hidden_{table} USING ({place})"
        )

    def _with_places(self, rows: pa.Table, sql: str) -> None:
        self._connection.register("places_arrow", rows.select(PLACE))
        self._connection.execute("CREATE OR REPLACE TEMP TABLE places AS FROM places_arrow")
        self._connection.unregister("places_arrow")
        self._connection.execute(sql)


def rows_of(table: str, entries: Collection[SetAside], rows: pa.Table) -> pa.Table:
    """Those of a table's rows that are among the entries."""
    return rows.filter(_are(table, entries, rows))


def rows_without(table: str, entries: Collection[SetAside], rows: pa.Table) -> pa.Table:
    """Those of a table's rows that are not among the entries."""
    return rows.filter(pc.invert(_are(table, entries, rows))) if entries else rows


def _are(table: str, entries: Collection[SetAside], rows: pa.Table) -> pa.BooleanArray:
    wanted = {(entry.recorded_at, entry.seq) for entry in entries if entry.table == table}
    found = zip(*(rows.column(name).to_pylist() for name in PLACE), strict=True)
    return pa.array([place in wanted for place in found], pa.bool_())


def _places(entry: SetAside) -> pa.Table:
    schema = TABLES[entry.table]
    return pa.table({name: pa.array([getattr(entry, name)], schema.field(name).type) for name in PLACE})
