"""Connections to databases: read-only; failures are told without secrets and without values."""

from __future__ import annotations

import logging
import os
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.errors import IngestError
from ingest.mapping.mapping import SqlSource

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, Engine

_DRIVERS = {"postgres": "postgresql+pg8000", "postgresql": "postgresql+pg8000"}
_CODES = {
    "28P01": "it refuses user or password",
    "28000": "it refuses this user",
    "3D000": "there is no such database",
    "42501": "the user may not read it",
    "57014": "the statement took too long and was cancelled",
    "42P01": "it names a table or view that is not there",
    "42703": "it names a column that is not there",
    "42702": "two of its columns are called the same: name each with AS",
    "42883": "the cursor, or what it compares, is of a type that cannot be compared so",
    "42601": "the statement has a mistake, or does more than select",
    "57P01": "it was shut down meanwhile",
    "53300": "it has too many connections",
    "55P03": "another program has locked it",
    "SQLITE_BUSY": "another program has locked it",
    "SQLITE_LOCKED": "another program has locked it",
    "SQLITE_NOTADB": "the file is no SQLite database, or an encrypted one",
    "SQLITE_CORRUPT": "the file is damaged",
    "SQLITE_CANTOPEN": "the file cannot be opened",
    "SQLITE_ERROR": "the statement has a mistake, does more than select, or a table or column is not there",
}
"""SQLSTATE codes of PostgreSQL, and codes of SQLite, in words."""

_OF_STATEMENTS = ("42P01", "42702", "42703", "42883", "42601", "SQLITE_ERROR")
_OF_VALUES = "22"
"""The class of codes of values that a statement makes nothing of: no number, divided by zero."""


def open_engine(source: SqlSource, folder: Path) -> Engine:
    """The engine for a source; a database in a file lies in the mapping's `folder`.

    Raises IngestError where the address is missing or none, or no driver for it is installed.
    """
    try:
        from sqlalchemy import create_engine
        from sqlalchemy.exc import ArgumentError, NoSuchModuleError
        from sqlalchemy.pool import NullPool
    except ImportError as error:
        raise IngestError(
            "Databases are read with SQLAlchemy, which is not installed.",
            "Install it, in the project's folder: pip install '.[sql]'",
        ) from error
    logging.getLogger("sqlalchemy").setLevel(logging.CRITICAL)  # its lines quote statements and values
    try:
        url, options = _address(source, folder)
        engine = create_engine(url, poolclass=NullPool, hide_parameters=True, connect_args=options)
    except (ArgumentError, NoSuchModuleError, ImportError, ValueError, TypeError) as error:
        raise IngestError(
            f"{_where(source)} is no address of a database that can be read ({type(error).__name__}).",
            "Write dialect://user:password@host/database; postgresql and sqlite need nothing further, other"
            " dialects the driver that SQLAlchemy names.",
        ) from None  # the cause may show the address
    return _prepared(engine)


@contextmanager
def connected(engine: Engine, source: SqlSource) -> Iterator[Connection]:
    """A connection in a transaction that changes nothing; raises IngestError where anything fails on it."""
    from sqlalchemy.exc import SQLAlchemyError

    options: dict[str, Any] = {}
    if engine.dialect.name == "postgresql":
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    try:
        with _connection(engine) as connection:
            yield connection.execution_options(**options)
    except (SQLAlchemyError, OSError, ValueError, OverflowError) as error:
        raise _failure(source, error) from None  # its text may hold values, or the address


def _connection(engine: Engine) -> Connection:
    try:
        return engine.connect()
    except TypeError as error:  # an option of the address that the driver does not know
        raise ValueError("the driver refuses an option of the address") from error


def _address(source: SqlSource, folder: Path) -> tuple[URL, dict[str, Any]]:
    """Address and further arguments of the driver, which does not know PostgreSQL's own word sslmode."""
    from sqlalchemy import make_url

    text = os.environ.get(source.url_env, "") if source.url_env else source.url
    if not text:
        raise IngestError(
            f"The environment variable {source.url_env} is not set: it holds the address of the database.",
            f"export {source.url_env}=postgresql://user:password@host/database",
        )
    url = make_url(text)
    url = url.set(drivername=_DRIVERS.get(url.drivername, url.drivername))
    if url.get_backend_name() == "sqlite":
        return _file(url, folder), {"uri": True}
    options: dict[str, Any] = {}
    if url.drivername.endswith("pg8000"):
        if unknown := sorted(set(url.query) - {"sslmode", "application_name"}):
            raise IngestError(
                f"{_where(source)} has the option {unknown[0]}, which the driver does not know.",
                "It knows sslmode and application_name.",
            )
        mode = str(url.query.get("sslmode", "prefer"))
        url = url.difference_update_query(["sslmode"])
        if mode in ("require", "verify-ca", "verify-full"):
            options["ssl_context"] = _encryption(mode)
    return url, options


def _encryption(mode: str) -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname = mode == "verify-full"
    context.verify_mode = ssl.CERT_NONE if mode == "require" else ssl.CERT_REQUIRED
    return context


def _file(url: URL, folder: Path) -> URL:
    """The address of a SQLite file, which is never made or changed."""
    path = folder / (url.database or "")
    if not path.is_file():
        raise IngestError(f"There is no database file {url.database}.", "Check the path in the address.")
    if _breaks_off(path):
        raise IngestError(f"The database file {url.database} breaks off.", "Copy it again from its source.")
    return url.set(drivername="sqlite", database=f"{path.resolve().as_uri()}?mode=ro", query={"uri": "true"})


def _breaks_off(path: Path) -> bool:
    """Whether a SQLite file has fewer pages than it says; those that lack would be read as empty ones."""
    with path.open("rb") as file:
        head = file.read(100)
    if len(head) < 100 or not head.startswith(b"SQLite format 3\0") or head[24:28] != head[92:96]:
        return False
    size = int.from_bytes(head[16:18], "big")
    pages = int.from_bytes(head[28:32], "big")
    return path.stat().st_size < pages * (size if size > 1 else 1 << 16)


def _prepared(engine: Engine) -> Engine:
    from sqlalchemy import event

    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def keep_odd_bytes(connection: Any, _record: Any) -> None:
            connection.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")

    return engine


def _where(source: SqlSource) -> str:
    return f"What the environment variable {source.url_env} holds" if source.url_env else "`url`"


def _failure(source: SqlSource, error: BaseException) -> IngestError:
    """What failed, by the kind of error and the code of the database: messages may quote values."""
    from sqlalchemy.exc import DBAPIError

    cause: BaseException = error.orig if isinstance(error, DBAPIError) and error.orig else error
    code = _code(cause)
    told = _CODES.get(code) or f"{type(cause).__name__}{f', code {code}' if code else ''}"
    hint = "Check its address, its rights and that it is running; ingest again to go on."
    if code.startswith(_OF_VALUES):
        told = f"the statement makes nothing of one of the values, code {code}"
    if code in _OF_STATEMENTS or code.startswith(_OF_VALUES):
        hint = "Correct `query` or `cursor` in the mapping, or the view that it names."
    return IngestError(f"The database of {source.shown} cannot be read: {told}.", hint)


def _code(cause: BaseException) -> str:
    """The SQLSTATE or SQLite error name that an error carries; empty for none."""
    first = cause.args[0] if cause.args else None
    found = first.get("C", "") if isinstance(first, dict) else getattr(cause, "sqlite_errorname", "")
    return found if re.fullmatch(r"\w{1,40}", str(found)) else ""
