"""The state file: a DuckDB database with the tables that the last run ended with.

It is derived from the journal and may be deleted at any time: the next run then works out everything again.
Every change of it is one transaction, so it always belongs to the run that it names.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

import duckdb

from graph.errors import IdentityError, JournalError
from graph.files.lease import lease, reader_lease
from graph.identity.features.fingerprint import FINGERPRINT
from graph.identity.fingerprint import fingerprint
from graph.identity.state.kept import KEPT
from graph.settings import Settings

FORMAT = fingerprint("features", "evidence", "clusters", "households", "state")
"""Of what makes the tables: a state of another one says something else; the next run looks at everything."""


@dataclass(frozen=True)
class StateStamp:
    """Which run a state is of, of which journal and up to which versions of its tables; `commits` tells those
    from other commits of these numbers."""

    run_id: str
    journal: str
    versions: dict[str, int]
    commits: dict[str, str] = field(default_factory=dict)
    duckdb: str = duckdb.__version__
    features: str = FINGERPRINT
    format: str = FORMAT


def save_state(
    connection: duckdb.DuckDBPyConnection, path: Path, mark: StateStamp, started: datetime
) -> None:
    """Write the state of a run that computed everything, in the place of any older one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.parent.chmod(0o700)
    new = path.with_suffix(".new")
    for stale in (new, _log_of(new)):
        stale.unlink(missing_ok=True)
    with _attached(connection, new, ""):
        for kept in KEPT:
            connection.execute(
                f"CREATE TABLE known.{kept.name} AS {kept.whole}", started_of(kept.whole, started)
            )
        connection.execute("CREATE TABLE known.mark (mark VARCHAR)")
        write_mark(connection, mark)
    _log_of(path).unlink(missing_ok=True)  # it belongs to the file that is replaced
    new.replace(path)


def started_of(query: str, started: datetime) -> dict[str, datetime]:
    """The values of a query of the state: when the run began, where it asks for that."""
    return {"started": started} if "$started" in query else {}


def write_mark(connection: duckdb.DuckDBPyConnection, mark: StateStamp) -> None:
    """Say in the attached state which run it is of."""
    connection.execute("DELETE FROM known.mark")
    connection.execute("INSERT INTO known.mark VALUES ($mark)", {"mark": json.dumps(asdict(mark))})


def read_mark(connection: duckdb.DuckDBPyConnection, path: Path) -> StateStamp | None:
    """Which run the state is of, read over a connection that it is not attached to; None where there is no
    state that this version can use."""
    if not path.is_file():
        return None
    try:
        with _attached(connection, path, "(READ_ONLY)"):
            return mark_of(connection)
    except duckdb.Error:
        return None


def mark_of(connection: duckdb.DuckDBPyConnection) -> StateStamp | None:
    """The same of the attached state."""
    try:
        [(text,)] = connection.execute("FROM known.mark").fetchall()
        mark = StateStamp(**json.loads(text))
    except (duckdb.CatalogException, ValueError, TypeError):
        return None
    made_by = (mark.format, mark.duckdb, mark.features)
    return mark if made_by == (FORMAT, duckdb.__version__, FINGERPRINT) else None


@contextmanager
def attached(connection: duckdb.DuckDBPyConnection, path: Path) -> Iterator[None]:
    """The state as database `known` of the connection, to be changed, for the time of the block.

    Waits until nobody reads it any more, and lets nobody begin to.
    """
    with lease(_beside(path, "readers"), _READ), _attached(connection, path, ""):
        yield


@contextmanager
def attached_to_read(connection: duckdb.DuckDBPyConnection, path: Path) -> Iterator[None]:
    """The same to be read, with any number of other readers.

    Raises UnusableStateError where a run keeps it for too long, or where it cannot be opened.
    """
    with ExitStack() as stack:
        try:
            stack.enter_context(reader_lease(_beside(path, "readers"), _PATIENCE))
            stack.enter_context(_attached(connection, path, "(READ_ONLY)"))
        except (TimeoutError, JournalError, duckdb.Error) as error:
            raise UnusableStateError(f"The state of the last run, {path}, cannot be opened.") from error
        yield


_PATIENCE = 10.0
_READ = "identity: others read what the last run knew"
"""Seconds that a reader waits for a run: one over changes is mostly done by then."""


@contextmanager
def _attached(connection: duckdb.DuckDBPyConnection, path: Path, how: str) -> Iterator[None]:
    quoted = str(path).replace("'", "''")
    connection.execute(f"ATTACH '{quoted}' AS known {how}")
    try:
        yield
    finally:
        connection.execute("DETACH known")


class UnusableStateError(IdentityError):
    """There is no state that tells what is asked for; the journal does."""

    def __init__(self, problem: str, remedy: str = "The next run makes it anew.") -> None:
        super().__init__(problem, remedy)


class DamagedStateError(UnusableStateError):
    """The state file opens, but parts of it cannot be read."""


@contextmanager
def intact(path: Path) -> Iterator[None]:
    """Raises DamagedStateError where DuckDB finds in the block that the state at `path` is damaged."""
    try:
        yield
    except duckdb.Error as error:
        # A block that fails its checksum has no class of its own.
        if type(error) is not duckdb.Error and not isinstance(error, _DAMAGE):
            raise
        raise DamagedStateError(
            f"The state of the last run, {path}, cannot be read.", "Delete it; the next run makes it anew."
        ) from error


_DAMAGE = (
    duckdb.IOException,
    duckdb.SerializationException,
    duckdb.InternalException,
    duckdb.FatalException,
)


def state_path(settings: Settings) -> Path:
    """Where the state of this installation is."""
    return settings.home.absolute() / "identity" / "state.duckdb"


def _log_of(path: Path) -> Path:
    return _beside(path, "wal")


def _beside(path: Path, what: str) -> Path:
    return path.with_name(f"{path.name}.{what}")
