"""The state file: a DuckDB database with the tables that the last run ended with.

It is derived from the journal and may be deleted at any time: the next run then works out everything again.
Every change of it is one transaction, so it always belongs to the run that it names.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from graph.errors import IdentityError
from graph.identity.clusters.stable_ids import customers_after_sql
from graph.settings import Settings

FORMAT = 3
"""Version of the tables; it changes whenever older ones would be read wrongly."""

TABLES = {
    "records": "FROM records",
    "identifiers": "FROM identifiers UNION ALL BY NAME FROM shared_uses",
    "blocked_values": "SELECT DISTINCT kind, value FROM blocked_identifiers",
    "features": "FROM features",
    "shared_values": "FROM shared_values",
    "value_links": "FROM value_links",
    "rule_links": "FROM rule_links",
    "scored_links": "SELECT record_l, record_r, weight, probability FROM scored_links",
    "final_links": "FROM final_links",
    "blocks": "SELECT record_id, block FROM blocks",
    "cuts": "FROM cut_links",
    "verdicts": "FROM verdicts",
    "overruled_values": "FROM overruled_values",
    "assignments": customers_after_sql("current_ids"),
    "assignment_history": """
        FROM assignment_history
        UNION ALL BY NAME SELECT *, $started AS valid_from FROM new_assignments""",
}
"""Tables of the file, and the queries over a computed run that fill them.

`identifiers` holds all uses of values that are not blocked; `assignments` the customer of every record now.
"""


@dataclass(frozen=True)
class Mark:
    """Which run a state is of, of which journal and up to which versions of its tables."""

    run_id: str
    journal: str
    versions: dict[str, int]
    duckdb: str = duckdb.__version__
    format: int = FORMAT


def save_state(connection: duckdb.DuckDBPyConnection, path: Path, mark: Mark, started: datetime) -> None:
    """Write the state of a run that computed everything, in the place of any older one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.parent.chmod(0o700)
    new = path.with_suffix(".new")
    for stale in (new, _log_of(new)):
        stale.unlink(missing_ok=True)
    with attached(connection, new):
        for name, query in TABLES.items():
            used = {"started": started} if "$started" in query else {}
            connection.execute(f"CREATE TABLE known.{name} AS {query}", used)
        connection.execute("CREATE TABLE known.mark (mark VARCHAR)")
        write_mark(connection, mark)
    _log_of(path).unlink(missing_ok=True)  # it belongs to the file that is replaced
    new.replace(path)


def write_mark(connection: duckdb.DuckDBPyConnection, mark: Mark) -> None:
    """Say in the attached state which run it is of."""
    connection.execute("DELETE FROM known.mark")
    connection.execute("INSERT INTO known.mark VALUES ($mark)", {"mark": json.dumps(asdict(mark))})


def read_mark(path: Path) -> Mark | None:
    """Which run the state is of; None where there is no state that this version can use."""
    if not path.is_file():
        return None
    try:
        with duckdb.connect() as connection, attached(connection, path):
            [(text,)] = connection.execute("FROM known.mark").fetchall()
        mark = Mark(**json.loads(text))
    except (duckdb.Error, ValueError, TypeError):
        return None
    return mark if (mark.format, mark.duckdb) == (FORMAT, duckdb.__version__) else None


@contextmanager
def attached(connection: duckdb.DuckDBPyConnection, path: Path) -> Iterator[None]:
    """The state as database `known` of the connection, for the time of the block."""
    quoted = str(path).replace("'", "''")
    connection.execute(f"ATTACH '{quoted}' AS known")
    try:
        yield
    finally:
        connection.execute("DETACH known")


class DamagedStateError(IdentityError):
    """The state file opens, but parts of it cannot be read."""


@contextmanager
def intact(path: Path) -> Iterator[None]:
    """Raises DamagedStateError where DuckDB finds in the block that the state at `path` is damaged."""
    try:
        yield
    except (
        duckdb.IOException,
        duckdb.SerializationException,
        duckdb.InternalException,
        duckdb.FatalException,
    ) as error:
        raise DamagedStateError(
            f"The state of the last run, {path}, cannot be read.", "Delete it; the next run makes it anew."
        ) from error


def state_path(settings: Settings) -> Path:
    """Where the state of this installation is."""
    return settings.home.absolute() / "identity" / "state.duckdb"


def _log_of(path: Path) -> Path:
    return path.with_name(path.name + ".wal")
