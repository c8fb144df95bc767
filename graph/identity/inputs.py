"""What a run reads from the journal, as tables of one DuckDB connection."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

import duckdb

from graph.journal import Journal

# Tables shadow the journal's views of the same name: each is read often and costs a pass over the files.
_TABLES = {
    "records": "SELECT * FROM main.records",
    "identifiers": "SELECT * FROM main.identifiers",
    "assignment_history": "SELECT record_id, customer_id, valid_from FROM stored_assignments",
    "verdicts": """
        SELECT least(record_l, record_r) AS record_l, greatest(record_l, record_r) AS record_r,
            arg_max(verdict, {'at': judged_at, 'id': id}) AS verdict
        FROM judgements WHERE revoked_at IS NULL GROUP BY ALL""",
    "known_shared_values": "SELECT kind, value, people FROM shared_values WHERE shared",
    "overruled_values": """
        SELECT identifier_kind AS kind, identifier_value AS value FROM review_cases
        WHERE resolution = 'overruled'""",
    # A full run or rebase states all links; the runs after it state what changed, and with a null `accepted`
    # what vanished.
    "known_links": """
        WITH counting AS (
            SELECT run_id FROM stored_runs WHERE status = 'finished' AND started_at >= (
                SELECT max(started_at) FROM stored_runs WHERE status = 'finished' AND mode <> 'incremental')
        )
        SELECT record_l, record_r, tier, weight, probability, evidence, accepted FROM (
            SELECT * FROM stored_links WHERE run_id IN (SELECT run_id FROM counting)
            QUALIFY row_number() OVER (
                PARTITION BY record_l, record_r, tier ORDER BY recorded_at DESC, seq DESC) = 1
        ) WHERE accepted IS NOT NULL""",
}


@contextmanager
def open_inputs(journal: Journal) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with the journal's views and the tables of a run; closed at the end of the block.

    The tables are `records`, `identifiers`, `assignment_history` (record_id, customer_id, valid_from),
    `verdicts` (record_l, record_r, verdict), `known_shared_values` (kind, value, people), `overruled_values`
    (kind, value: a steward ruled that they link, however many use them) and `known_links` (links as the runs
    since the last one over everything have them).
    """
    with closing(journal.connect()) as connection:
        connection.execute("DROP VIEW links")  # the engine's table has this name
        for name, query in _TABLES.items():
            connection.execute(f"CREATE TEMP TABLE {name} AS {query}")
        yield connection


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
