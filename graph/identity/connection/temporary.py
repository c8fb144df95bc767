"""Temporary tables and views of a run's connection."""

# ruff: noqa: S608 - the SQL is put together from this package's own table names alone

from __future__ import annotations

import duckdb


def make_table(connection: duckdb.DuckDBPyConnection, name: str, query: str, **values: object) -> None:
    """Make the temporary table `name` of a query."""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {query}", values)


def make_view(connection: duckdb.DuckDBPyConnection, name: str, query: str) -> None:
    """Make the temporary view `name` of a query."""
    connection.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {query}")


def finds(connection: duckdb.DuckDBPyConnection, query: str) -> bool:
    """Whether a query has rows."""
    return bool(connection.execute(f"{query} LIMIT 1").fetchall())


def count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    """Rows of a table."""
    [(rows,)] = connection.execute(f"SELECT count(*) FROM {table}").fetchall()
    return int(rows)
