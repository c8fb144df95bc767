"""A graph put together in DuckDB, by what else is written to a store statement by statement."""

from __future__ import annotations

from collections.abc import Collection

import duckdb
import numpy as np
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
        self._bare: set[str] = set()
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

    def insert(self, table: Table, rows: pa.Table) -> None:
        """Adds the same as columns by name, in their order; those that are left out are null."""
        if rows.num_rows:
            seq = pa.array(np.arange(self._written, self._written + rows.num_rows))
            self._with(rows.append_column(SEQ, seq), f"INSERT INTO {table.name} BY NAME FROM given")
            self._written += rows.num_rows
            self._loose.add(table.name)

    def insert_bare(self, table: Table, keys: pa.Table) -> None:
        """Adds nodes of which nothing is said but that they are there, by the columns of their key."""
        if table.name not in self._bare:
            self._with(keys.schema.empty_table(), f"CREATE TABLE bare_{table.name} AS FROM given")
            self._bare.add(table.name)
        self._with(keys, f"INSERT INTO bare_{table.name} BY NAME FROM given")

    def settled(self, table: Table) -> str:
        """The name of a table, which has one row for each node or edge from now on."""
        if table.name in self._loose:
            self._loose.discard(table.name)
            if self._rows(f"{_again(table)} LIMIT 1"):
                self.connection.execute(_settling(self.own(table)))
        if table.name in self._bare:
            self._bare.discard(table.name)
            self.connection.execute(_with_bare(table))
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
        return self._rows(f"FROM {self.settled(table)}")

    def _rows(self, sql: str) -> int:
        [(count,)] = self.connection.sql(f"SELECT count(*) FROM ({sql})").fetchall()  # noqa: S608 - tables of our own
        return int(count)

    def _with(self, given: pa.Table, sql: str) -> None:
        self.connection.register("given", given)
        self.connection.execute(sql)
        self.connection.unregister("given")


def _key(table: Table) -> str:
    return ", ".join(f'"{name}"' for name in table.key)


def _again(table: Table) -> str:
    """Keys of which there are several rows."""
    return f"SELECT {_key(table)} FROM {table.name} GROUP BY ALL HAVING count(*) > 1"  # noqa: S608 - names of the model


def _with_bare(table: Table) -> str:
    """Those of which nothing is said, but for those of which something is."""
    key = _key(table)
    return f"""
        INSERT INTO {table.name} BY NAME SELECT DISTINCT {key} FROM bare_{table.name}
        ANTI JOIN {table.name} USING ({key});
        DROP TABLE bare_{table.name}
    """  # noqa: S608 - names of the model


def _settling(table: Table) -> str:
    """One row out of all of the same key; most are alone."""
    key = _key(table)
    folds = "".join(f', {sql} AS "{name}"' for name, sql in table.folds.items())
    return f"""
        CREATE OR REPLACE TABLE {table.name} AS
        WITH again AS ({_again(table)})
        FROM {table.name} ANTI JOIN again USING ({key})
        UNION ALL BY NAME
        SELECT {key}{folds}, NULL::VARCHAR[] AS {REMOVED}, max({SEQ}) AS {SEQ}
        FROM {table.name} SEMI JOIN again USING ({key}) GROUP BY {key}
    """  # noqa: S608 - names of the model
