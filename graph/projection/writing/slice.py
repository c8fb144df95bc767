"""One range of the journal's commits on its way into the graph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC
from functools import cached_property
from typing import Any

import duckdb
import orjson
import pyarrow as pa

from graph.journal.reading.traits import declared_traits
from graph.journal.tables.arrow import compute as pc
from graph.model.traits import Trait
from graph.projection.writing.batch import GraphBatch, Node
from graph.projection.writing.writer import Row

_FETCH = 10_000
_TIME = "TIMESTAMP WITH TIME ZONE"
_COLUMNS: dict[tuple[str, ...], dict[str, str]] = {}
"""By query and columns of `pending` its columns with their types: these follow from the text, and to ask
DuckDB takes it as long as to plan the query."""


@dataclass
class TableSlice:
    """Rows of one table that the graph does not have yet, with the whole journal beside them.

    In `connection` the rows are the table `pending`; the journal's tables are `stored_<table>`, and
    `graph.journal.reading.views` lists the views. What is to be written gathers in `batch`.
    """

    connection: duckdb.DuckDBPyConnection
    rows: pa.Table
    batch: GraphBatch = field(default_factory=GraphBatch)

    def __post_init__(self) -> None:
        self.keep("pending", self.rows)

    def select(self, sql: str) -> Iterator[Row]:
        """The rows of a query as dictionaries, fetched in portions; times in UTC."""
        columns = self._columns(sql)
        times = [name for name, type_ in columns.items() if type_ == _TIME]
        # DuckDB's own conversion of times with a zone takes twenty times as long.
        plain = ", ".join(f'make_timestamp(epoch_us("{name}")) AS "{name}"' for name in times)
        replaced = f"REPLACE ({plain})" if times else ""
        cursor = self.connection.execute(f"SELECT * {replaced} FROM ({sql})")  # noqa: S608 - SQL of this package
        while portion := cursor.fetchmany(_FETCH):
            for values in portion:
                row = dict(zip(columns, values, strict=True))
                for name in times:
                    if row[name] is not None:
                        row[name] = row[name].replace(tzinfo=UTC)
                yield row

    def table(self, sql: str) -> pa.Table:
        """The rows of a query as a table."""
        found: pa.Table = self.connection.sql(sql).to_arrow_table()
        return found

    def states(self, kind: str) -> bool:
        """Whether there are rows, of events, of a kind."""
        return bool(pc.any(pc.equal(self.rows.column("kind"), kind)).as_py())

    def has_rows(self, table: str) -> bool:
        """Whether a table that was kept has any rows."""
        return bool(self.connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchall())  # noqa: S608 - a table of our own

    @cached_property
    def traits(self) -> dict[str, Trait]:
        """The traits that are declared, by name."""
        return declared_traits(self.connection)

    def record(self, record_id: str) -> Node:
        """The record's node, which is put into the batch."""
        source, _, source_id = record_id.partition(":")
        node = ("SourceRecord", (source, source_id))
        self.batch.node(*node)
        return node

    def keep(self, table: str, rows: pa.Table) -> None:
        """Keeps rows as a table for the queries that follow."""
        self.connection.register("rows_to_keep", rows)
        self.make(table, "FROM rows_to_keep")
        self.connection.unregister("rows_to_keep")

    def make(self, table: str, sql: str) -> None:
        """Keeps the result of a query as a table for the queries that follow."""
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS {sql}")

    def make_empty(self, table: str, sql: str) -> None:
        """Keeps no rows as a table with the columns that a query has, without asking it."""
        columns = ", ".join(f'"{name}" {type_}' for name, type_ in self._columns(sql).items())
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} ({columns})")

    def _columns(self, sql: str) -> dict[str, str]:
        """The columns of a query with their types, asked for once."""
        key = sql, *self.rows.column_names
        if key not in _COLUMNS:
            described = self.connection.sql(sql)
            _COLUMNS[key] = dict(zip(described.columns, map(str, described.types), strict=True))
        return _COLUMNS[key]


def from_json(text: str | None) -> Any:
    """What the journal stored as JSON; null for null."""
    return None if text is None else orjson.loads(text)
