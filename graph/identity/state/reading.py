"""Reading the state of the last run, as long as it tells what the journal would."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from graph.identity.inputs import OVERRULED_VALUES, LastRun
from graph.identity.rules import Rules
from graph.identity.state.file import UnusableStateError, attached_to_read, intact, mark_of
from graph.journal import OF_THE_PAST, Journal


@contextmanager
def last_state(
    connection: duckdb.DuckDBPyConnection, journal: Journal, path: Path, last: LastRun, rules: Rules
) -> Iterator[None]:
    """The state as database `known` of a connection of the journal, for the time of the block.

    Raises UnusableStateError where it is not of the last run, where it is damaged, and where the journal has
    entries or rulings, or the rules have changes, that no run has seen.
    """
    with intact(path), attached_to_read(connection, path):
        mark = mark_of(connection)
        if mark is None or (mark.run_id, mark.journal) != (last.run_id, journal.id):
            raise UnusableStateError(f"The state {path} is not of the last run.")
        if last.report.get("rules") != rules.fingerprint or _ruled_since(connection):
            raise UnusableStateError(f"The state {path} was made by other rules.")
        now = journal.versions()
        past = any(mark.versions.get(name, 0) != now[name] for name in OF_THE_PAST)
        if past or journal.ended(mark.versions, now):
            raise UnusableStateError(f"There is in the state {path} what was taken back or has ended since.")
        if journal.records_named(mark.versions, now):
            raise UnusableStateError(f"There are entries that the state {path} does not know.")
        yield


def _ruled_since(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether stewards ruled on identifier values since."""
    known = "FROM known.overruled_values"
    differing = f"(({OVERRULED_VALUES}) EXCEPT {known}) UNION ALL ({known} EXCEPT ({OVERRULED_VALUES}))"
    return bool(connection.execute(f"{differing} LIMIT 1").fetchall())
