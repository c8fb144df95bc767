"""Connections for queries over Arrow tables and files: to make a DuckDB takes longer than most of them."""

import weakref
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from itertools import count

import duckdb

from graph.duck import connect
from graph.journal.tables.haste import plan_in_haste

House = Callable[[], duckdb.DuckDBPyConnection]
"""The DuckDB that rooms share; always the same one."""

_NUMBERS = count()


def scratch() -> duckdb.DuckDBPyConnection:
    """A connection whose temporary tables and registered objects are its own; the caller closes it.

    All share one empty database, in which nothing but what is temporary may be made.
    """
    return usual().cursor()


def room(beside: duckdb.DuckDBPyConnection | None = None) -> duckdb.DuckDBPyConnection:
    """A connection with an empty database of its own, which goes with it; the caller closes it.

    It is in the `usual` DuckDB, or in that of `beside`, whose limits hold for it then. Names of
    attached files, functions in Python and limits belong to a DuckDB: who makes any needs one of its own.
    """
    house = beside or usual()
    name = f"room{next(_NUMBERS)}"
    connection = house.cursor()
    connection.execute(f"ATTACH ':memory:' AS {name}; USE {name}")
    weakref.finalize(connection, _clear, house, name).atexit = False
    return connection


def kept(connection: duckdb.DuckDBPyConnection) -> str:
    """Keep a room for as long as the process lives, for others to be made like it; its name."""
    [(name,)] = connection.execute("SELECT current_database()").fetchall()
    _KEPT[str(name)] = connection
    return str(name)


_KEPT: dict[str, duckdb.DuckDBPyConnection] = {}


def room_like(pattern: str) -> duckdb.DuckDBPyConnection:
    """A room beside a kept one, with the views of that and its tables, empty.

    To copy views takes a tenth of the time of making them: DuckDB binds each with all that it is made of.
    """
    connection = room(_KEPT[pattern])
    [(name,)] = connection.execute("SELECT current_database()").fetchall()
    connection.execute(f"COPY FROM DATABASE {pattern} TO {name} (SCHEMA)")
    return connection


def _clear(house: duckdb.DuckDBPyConnection, name: str) -> None:
    with suppress(duckdb.Error), house.cursor() as connection:  # the whole house may be gone by now
        connection.execute(f"DETACH {name}")


@cache
def usual() -> duckdb.DuckDBPyConnection:
    """The DuckDB of all rooms and scratch connections that ask for no other."""
    return connect()


@cache
def hasty() -> duckdb.DuckDBPyConnection:
    """The DuckDB of rooms over few rows."""
    connection = connect()
    plan_in_haste(connection)
    return connection
