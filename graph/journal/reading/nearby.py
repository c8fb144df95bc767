"""Rows of the journal that are looked up step by step, each step from what the one before has found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from graph.journal.reading.finding import Rows
from graph.journal.tables.clocks import Clocks, received_sql
from graph.journal.tables.row_index import Range

EVERY_ROW = "TRUE"
"""SQL for that each row counts."""


@dataclass(frozen=True, slots=True)
class NearbyRows:
    """A connection to the journal with tables `near_NAME`, of the rows of `NAME` that were looked up.

    `tables` are the rows of each table, with SQL for which of them count; `clocks` tells when they were
    received.
    """

    connection: duckdb.DuckDBPyConnection
    tables: Mapping[str, tuple[Rows, str]]
    clocks: Clocks

    def __post_init__(self) -> None:
        for name in self.tables:
            self.connection.execute(f"CREATE TABLE near_{name} AS FROM stored_{name} LIMIT 0")

    def all_count(self, table: str) -> bool:
        """Whether all rows of a table count as they are stored: nothing of it was taken back or ended, or
        dated by a clock that was ahead."""
        return self.tables[table][1] == EVERY_ROW and not self.clocks.get(table)

    def look_up(
        self, table: str, *numbers: str, params: Mapping[str, Any] | None = None, ranges: Sequence[Range] = ()
    ) -> None:
        """Add the rows of a table that have one of the numbers which SQL selects, see
        `graph.journal.reading.finding`, or one in a range."""
        rows, _ = self.tables[table]
        asked = [np.empty(0, np.uint64)]
        if numbers:
            found = self.connection.execute(" UNION ".join(numbers), dict(params or {}))
            asked += found.fetchnumpy().values()
        self._add(table, rows.more(np.concatenate(asked), ranges))

    def count(self, table: str, numbers: str, params: Mapping[str, Any]) -> int:
        """How many rows of a table have one of the numbers which SQL selects, be they looked up or not."""
        [found] = self.connection.execute(numbers, dict(params)).fetchnumpy().values()
        return self.tables[table][0].count(found)

    def look_up_latest(self) -> None:
        """Add the latest event that was over when it was stored."""
        self._add("events", self.tables["events"][0].latest())

    def _add(self, table: str, rows: pa.Table) -> None:
        if rows.num_rows:
            self.connection.register("looked_up", rows)
            numbered = 'SELECT * REPLACE (coalesce("commit", 0) AS "commit") FROM looked_up'
            told = received_sql(self.clocks, table, f"FROM ({numbered}) WHERE {self.tables[table][1]}")
            self.connection.execute(f"INSERT INTO near_{table} {told}")
            self.connection.unregister("looked_up")
