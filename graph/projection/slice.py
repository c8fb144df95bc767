"""One range of the journal's commits on its way into the graph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import duckdb
import orjson
import pyarrow as pa

from graph.projection.batch import GraphBatch
from graph.projection.values import in_utc
from graph.projection.writer import Row

_FETCH = 10_000


@dataclass
class Slice:
    """Rows of one table that the graph does not have yet, with the whole journal beside them.

    In `connection` the rows are the table `pending`; the journal's tables are `stored_<table>`, and
    `graph.journal.views` lists the views. What is to be written gathers in `batch`.
    """

    connection: duckdb.DuckDBPyConnection
    rows: pa.Table
    batch: GraphBatch = field(default_factory=GraphBatch)

    def __post_init__(self) -> None:
        self.connection.register("pending_rows", self.rows)
        self.connection.execute("CREATE OR REPLACE TEMP TABLE pending AS SELECT * FROM pending_rows")
        self.connection.unregister("pending_rows")

    def select(self, sql: str) -> Iterator[Row]:
        """The rows of a query as dictionaries, fetched in portions; times in UTC."""
        cursor = self.connection.execute(sql)
        columns = cursor.description or ()
        names = [column[0] for column in columns]
        times = [column[0] for column in columns if column[1] == "TIMESTAMP WITH TIME ZONE"]
        while portion := cursor.fetchmany(_FETCH):
            for values in portion:
                row = dict(zip(names, values, strict=True))
                for name in times:
                    row[name] = in_utc(row[name])
                yield row

    def make(self, table: str, sql: str) -> None:
        """Keeps the result of a query as a table for the queries that follow."""
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS {sql}")


def from_json(text: str | None) -> Any:
    """What the journal stored as JSON; null for null."""
    return None if text is None else orjson.loads(text)
