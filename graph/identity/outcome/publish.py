"""What came of a run: its report, and its rows for the journal."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import duckdb

from graph.identity.beginning import RunStart
from graph.identity.inputs import LastRun
from graph.identity.judgements import stewardship_lease
from graph.identity.outcome import publish_sql as sql
from graph.identity.outcome.queueing import Band, changed_cases, changed_values, find_cases
from graph.identity.rules import Rules
from graph.journal import Journal

_COUNTED = (
    *("records", "pairs", "links", "customers_before", "customers"),
    *("blocked_values", "shared_values", "rule_links"),
)


def summarise(connection: duckdb.DuckDBPyConnection, last: LastRun | None) -> dict[str, Any]:
    """Counts after clustering: records, pairs, links, customers, values, clusters by size, and the difference
    to the last run. Makes `customers_after` (record_id, customer_id)."""
    connection.execute(sql.CUSTOMERS_AFTER)
    counts = dict(zip(_COUNTED, connection.execute(sql.COUNTS).fetchall()[0], strict=True))
    by_size = {str(size): count for size, count in connection.execute(sql.CLUSTER_SIZES).fetchall()}
    known = {name: last.report.get(name, 0) for name in _COUNTED} if last else {}
    difference = {name: counts[name] - known[name] for name in known}
    return counts | {"clusters_by_size": by_size, "difference": difference}


def decide_finally(connection: duckdb.DuckDBPyConnection, doubted_from: float) -> None:
    """Make `final_links`: the links of this run that hold, and those that nearly did, with what kept them.

    The latter weigh `doubted_from` at least.
    """
    connection.execute(sql.FINAL_LINKS, {"doubted_from": doubted_from})


def publish(
    journal: Journal,
    connection: duckdb.DuckDBPyConnection,
    start: RunStart,
    elapsed: Callable[[], float],
    report: dict[str, Any],
    rules: Rules,
) -> None:
    """Append a run's results to the journal; they count once its record, the last, says `finished`.

    `elapsed` tells the seconds since the run began. The caller holds the lease of whoever gives customers to
    records.
    """
    _take_given(journal, connection, start)
    rows = {
        "links": sql.CHANGED_LINKS if report["mode"] == "incremental" else sql.ALL_LINKS,
        "assignments": sql.ASSIGNMENTS,
        "aliases": sql.ALIASES,
        "households": sql.HOUSEHOLDS,
    }
    for table, query in rows.items():
        used = {name: value for name, value in vars(start).items() if f"${name}" in query}
        journal.append_table(table, connection.sql(query, params=used).to_arrow_table())
    journal.append_table("shared_values", changed_values(connection, start))
    band = Band(report["doubted_from"], report["threshold"], report["threshold"] + rules.clusters.review_band)
    find_cases(connection, band, rules)
    finished = connection.sql(sql.RUN, params=_run_row(start, elapsed(), report)).to_arrow_table()
    with stewardship_lease(journal):
        for cases in changed_cases(journal, connection, start):
            journal.append_table("review_cases", cases)
        journal.append_table("runs", finished)


def _take_given(journal: Journal, connection: duckdb.DuckDBPyConnection, start: RunStart) -> None:
    """Make `given_meanwhile` (record_id, customer_id, valid_from): the customers that records got while the
    run was under way, each record's latest. It has seen none of these records."""
    seen, now = start.versions["assignments"], journal.versions()["assignments"]
    connection.register("assignments_since", journal.changes("assignments", seen, now))
    connection.execute(sql.GIVEN_MEANWHILE)
    connection.unregister("assignments_since")


def _run_row(start: RunStart, seconds: float, report: dict[str, Any]) -> dict[str, Any]:
    return {
        "run_id": start.run_id,
        "started_at": start.at,
        "finished_at": start.at + timedelta(seconds=seconds),
        "seconds": seconds,
        "created": report["ids"]["created"],
        "merged": report["ids"]["merged"],
        "split": report["ids"]["split"],
        "report": json.dumps(report),
    } | {
        name: report[name]
        for name in ("mode", "engine", "model_version", "threshold", "records", "pairs", "links", "customers")
    }
