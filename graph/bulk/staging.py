"""A graph put together in DuckDB, by what else is written to a store statement by statement."""

from __future__ import annotations

from collections.abc import Collection

import duckdb
import pyarrow as pa

from graph.bulk.tables import EDGES, NODES, REMOVED, SEQ, Table
from graph.model.traits import Trait
from graph.projection.stated.traits import LABELS
from graph.projection.writing.writer import Row


class StagedGraph:
    """Nodes and edges in tables, one for each kind; empty at first.

    Rows are added as they come. `settled` tables have one row for each node or edge, as a store would. Nodes
    that can have `traits` have their properties too.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, traits: Collection[Trait] = ()) -> None:
        self.connection = connection
        self._wider = {NODES[label].name: NODES[label].with_traits(traits) for label in LABELS}
        self._written = 0
        self._loose: set[str] = set()
        for table in (*NODES.values(), *EDGES.values()):
            empty = self.own(table).schema.empty_table()
            self._with(empty, f"CREATE TABLE {table.name} AS FROM given")

    def own(self, table: Table) -> Table:
        """The table with the properties of traits, if its nodes can have any."""
        return self._wider.get(table.name, table)

    def add(self, table: Table, rows: list[Row]) -> None:
        """Adds what a write query would be sent."""
        if rows:
            given = self.own(table).rows(rows, self._written)
            self._with(given, f"INSERT INTO {table.name} FROM given")
            self._written += len(rows)
            self._loose.add(table.name)

    def settled(self, table: Table) -> str:
        """The name of a table, which has one row for each node or edge from now on."""
        if table.name in self._loose:
            self._loose.discard(table.name)
            self.connection.execute(_settling(self.own(table)))
        return table.name

    def execute(self, sql: str, given: pa.Table) -> None:
        """Runs a statement that finds rows in the table `given`."""
        self._with(given, sql)

    def select(self, sql: str, given: pa.Table) -> list[Row]:
        """The rows of a query that finds rows in the table `given`."""
        self.connection.register("given", given)
        found: list[Row] = self.connection.sql(sql).to_arrow_table().to_pylist()
        self.connection.unregister("given")
        return found

    def count(self, table: Table) -> int:
        """How many nodes or edges of a kind there are."""
        [(count,)] = self.connection.sql(f"SELECT count(*) FROM {self.settled(table)}").fetchall()  # noqa: S608 - tables of our own
        return int(count)

    def _with(self, given: pa.Table, sql: str) -> None:
        self.connection.register("given", given)
        self.connection.execute(sql)
        self.connection.unregister("given")


def _settling(table: Table) -> str:
    """One row out of all of the same key; most are alone."""
    key = ", ".join(f'"{name}"' for name in table.key)
    folds = "".join(f', {sql} AS "{name}"' for name, sql in table.folds.items())
    return f"""
        CREATE OR REPLACE TABLE {table.name} AS
        WITH again AS (SELECT {key} FROM {table.name} GROUP BY ALL HAVING count(*) > 1)
        FROM {table.name} ANTI JOIN again USING ({key})
        UNION ALL BY NAME
        SELECT {key}{folds}, NULL::VARCHAR[] AS {REMOVED}, max({SEQ}) AS {SEQ}
        FROM {table.name} SEMI JOIN again USING ({key}) GROUP BY {key}
    """  # noqa: S608 - names of the model
