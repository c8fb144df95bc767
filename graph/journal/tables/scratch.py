"""Connections for queries over Arrow tables and files: to make a DuckDB takes longer than most of them."""

import weakref
from contextlib import suppress
from functools import cache
from itertools import count

import duckdb

_NUMBERS = count()


def scratch() -> duckdb.DuckDBPyConnection:
    """A connection whose temporary tables and registered objects are its own; the caller closes it.

    All share one empty database, in which nothing but what is temporary may be made.
    """
    return _shared().cursor()


def room(beside: duckdb.DuckDBPyConnection | None = None) -> duckdb.DuckDBPyConnection:
    """A connection with an empty database of its own, which goes with it; the caller closes it.

    It is in the DuckDB that all rooms share, or in that of `beside`, whose limits hold for it then. Names of
    attached files, functions in Python and limits belong to a DuckDB: who makes any needs one of its own.
    """
    house = beside or _shared()
    name = f"room{next(_NUMBERS)}"
    connection = house.cursor()
    connection.execute(f"ATTACH ':memory:' AS {name}; USE {name}")
    weakref.finalize(connection, _clear, house, name).atexit = False
    return connection


def kept(connection: duckdb.DuckDBPyConnection) -> str:
    """Keep a room for as long as the process lives, for others to be made like it; its name."""
    [(name,)] = connection.execute("SELECT current_database()").fetchall()
    _KEPT[name] = connection
    return str(name)


_KEPT: dict[str, duckdb.DuckDBPyConnection] = {}


def room_like(pattern: str) -> duckdb.DuckDBPyConnection:
    """A room with the views of a kept one, and its tables, empty.

    To copy views takes a tenth of the time of making them: DuckDB binds each with all that it is made of.
    """
    connection = room()
    [(name,)] = connection.execute("SELECT current_database()").fetchall()
    connection.execute(f"COPY FROM DATABASE {pattern} TO {name} (SCHEMA)")
    return connection


def _clear(house: duckdb.DuckDBPyConnection, name: str) -> None:
    with suppress(duckdb.Error), house.cursor() as connection:  # the whole house may be gone by now
        connection.execute(f"DETACH {name}")


@cache
def _shared() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()
