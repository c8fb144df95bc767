"""Connections for queries over Arrow tables and files: to make a database takes longer than most of them."""

from functools import cache

import duckdb


def scratch() -> duckdb.DuckDBPyConnection:
    """A connection whose temporary tables and registered objects are its own; the caller closes it.

    All share one empty database, in which nothing but what is temporary may be made.
    """
    return _database().cursor()


@cache
def _database() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()
