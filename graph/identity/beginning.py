"""Where a run begins: what it sees of the journal, and from when what it finds holds.

It says so in the journal before it looks at anything, under the lease of whoever gives customers to records:
who gets one while it is under way gets it later than what the run finds holds from, and can tell whether the
run has seen the record.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex

import duckdb
import pyarrow as pa

from graph.files.lease import identity_is_held, placing_lease
from graph.identity.inputs import FINISHED_BEGUN, LATEST
from graph.journal import Journal
from graph.journal.tables.times import moment_after


@dataclass(frozen=True)
class RunStart:
    """Which run a row is of, when it began, and the versions of the journal's tables that it sees."""

    run_id: str
    at: datetime
    versions: Mapping[str, int]


def start_of(journal: Journal) -> RunStart:
    """The start of a run that stores nothing."""
    versions = journal.versions()
    with closing(journal.connect(views=("stored_runs", "stored_assignments"), then=versions)) as connection:
        at = moment_after(connection, LATEST)
    return RunStart(f"{at:%Y%m%dT%H%M%S}-{token_hex(3)}", at, versions)


def announced(journal: Journal) -> RunStart:
    """The start of a run, which the journal knows of from here on; the caller holds the lease of runs."""
    with placing_lease(journal.folder):
        start = start_of(journal)
        told = {"run_id": start.run_id, "started_at": start.at, "report": json.dumps(start.versions)}
        rows = {name: [value] for name, value in told.items()}
        journal.append_table("runs", pa.table({**rows, "status": ["running"]}))
    return start


_UNDER_WAY = f"""
SELECT run_id, started_at, report FROM stored_runs
WHERE run_id IN (FROM unfinished_runs) AND report IS NOT NULL
AND coalesce(started_at > ({FINISHED_BEGUN}), TRUE)
ORDER BY started_at DESC LIMIT 1
"""  # noqa: S608 - SQL of the journal


def under_way(journal: Journal, connection: duckdb.DuckDBPyConnection) -> RunStart | None:
    """The run under way that has fixed what it sees; None where there is none.

    Reads `stored_runs`. The caller holds the lease of whoever gives customers to records, so none begins, nor
    comes to its end, meanwhile.
    """
    found = connection.execute(_UNDER_WAY).fetchall()
    if not found or not identity_is_held(journal.folder):  # a run that was killed has said so, too
        return None
    [(run_id, at, versions)] = found
    return RunStart(run_id, at, json.loads(versions))
