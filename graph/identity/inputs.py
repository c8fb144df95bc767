"""What a run reads from the journal, as tables of one DuckDB connection."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import duckdb

from graph.identity.features.placeholders import drop_placeholders, find_placeholders
from graph.journal import Journal
from graph.journal.reading.views import add_views

# Tables shadow the journal's views of the same name: each is read often and costs a pass over the files.
_VERDICTS = """
SELECT least(record_l, record_r) AS record_l, greatest(record_l, record_r) AS record_r,
    arg_max(verdict, {'at': judged_at, 'id': id}) AS verdict
FROM judgements WHERE revoked_at IS NULL GROUP BY ALL
"""
OVERRULED_VALUES = """
SELECT identifier_kind AS kind, identifier_value AS value FROM review_cases WHERE resolution = 'overruled'
"""
"""Identifier values of which a steward ruled that they link, however many use them."""

_STEWARDS = {
    "verdicts": _VERDICTS,
    "overruled_values": OVERRULED_VALUES,
    "known_shared_values": "SELECT kind, value, people FROM shared_values WHERE shared",
}
_VIEWS = (
    *("stored_records", "stored_events", "stored_runs", "stored_assignments", "stored_households"),
    *("known_links", "judgements", "review_cases", "shared_values"),
)
"""What every run reads of the journal: each view costs some time to open."""

RUN_BEGUN = "SELECT max(started_at) FROM stored_runs"
"""When the latest run began, whatever became of it."""

FINISHED_BEGUN = f"{RUN_BEGUN} WHERE status = 'finished'"
"""When the latest finished run began: whoever got a customer later got it since."""

LATEST = """
SELECT greatest(max(started_at), (SELECT max(valid_from) FROM stored_assignments)) FROM stored_runs
"""
"""When the latest run began, or a record got its latest customer, if that was later."""

_WHOLE = ("records", "identifiers")
"""What only those over everything read."""

_TABLES = {
    "records": "SELECT * FROM main.records",
    "identifiers": "SELECT * FROM main.identifiers",
    "assignment_history": "SELECT record_id, customer_id, valid_from FROM stored_assignments",
    "household_history": "SELECT customer_id, household_id, valid_from FROM stored_households",
}


@contextmanager
def open_inputs(
    journal: Journal, then: Mapping[str, int] = MappingProxyType({})
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with those of the journal's views that runs read, and what stewards and earlier runs
    found, now or at the versions of `then`; closed at the end of the block.

    The tables are `verdicts` (record_l, record_r, verdict), `overruled_values` (kind, value: a steward ruled
    that they link, however many use them), `known_shared_values` (kind, value, people) and
    `placeholder_dates` (source, birth_date, people).
    """
    with closing(journal.connect_apart(_VIEWS, then)) as connection:
        for name, query in _STEWARDS.items():
            connection.execute(f"CREATE TEMP TABLE {name} AS {query}")
        find_placeholders(connection)
        yield connection


def load_inputs(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables of everything in the journal: `records`, without birth dates that are filled in,
    `identifiers`, `assignment_history` (record_id, customer_id, valid_from) and `household_history`
    (customer_id, household_id: null for none, valid_from)."""
    add_views(connection, _WHOLE, _VIEWS)
    for name, query in _TABLES.items():
        connection.execute(f"CREATE TEMP TABLE {name} AS {query}")
    drop_placeholders(connection, "records")


def open_events(connection: duckdb.DuckDBPyConnection) -> None:
    """Add the views `orders` and `events` of the journal; runs themselves do without the latter."""
    add_views(connection, ("orders", "events"), _VIEWS)


def open_orders(connection: duckdb.DuckDBPyConnection) -> None:
    """Add the view `orders` of the journal, which only runs with cases for stewards read."""
    add_views(connection, ("orders",), _VIEWS)


@dataclass(frozen=True)
class LastRun:
    """The latest finished run."""

    run_id: str
    model_version: str
    threshold: float
    report: dict[str, Any]


def last_run(connection: duckdb.DuckDBPyConnection) -> LastRun | None:
    """The latest finished run; None before the first."""
    rows = connection.execute(
        """SELECT run_id, model_version, threshold, report FROM stored_runs
        WHERE status = 'finished' ORDER BY started_at DESC LIMIT 1"""
    ).fetchall()
    if not rows:
        return None
    run_id, model_version, threshold, report = rows[0]
    return LastRun(run_id, model_version, threshold, json.loads(report))
