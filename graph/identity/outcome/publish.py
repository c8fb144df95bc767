"""What came of a run: its report, and its rows for the journal."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import duckdb
import pyarrow as pa

from graph.identity.inputs import LastRun
from graph.identity.judgements import stewardship_lease
from graph.identity.outcome import publish_sql as sql
from graph.identity.outcome.queueing import Band, RunStamp, changed_cases, changed_values, find_cases
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
    stamp: RunStamp,
    elapsed: Callable[[], float],
    report: dict[str, Any],
    rules: Rules,
) -> None:
    """Append a run's results to the journal; they count once its record, the last, says `finished`.

    `elapsed` tells the seconds since the run began.
    """
    announced = {"run_id": [stamp.run_id], "started_at": [stamp.at], "status": ["running"]}
    journal.append_table("runs", pa.table(announced))
    rows = {
        "links": sql.CHANGED_LINKS if report["mode"] == "incremental" else sql.ALL_LINKS,
        "assignments": sql.ASSIGNMENTS,
        "aliases": sql.ALIASES,
        "households": sql.HOUSEHOLDS,
    }
    for table, query in rows.items():
        used = {name: value for name, value in vars(stamp).items() if f"${name}" in query}
        journal.append_table(table, connection.sql(query, params=used).to_arrow_table())
    journal.append_table("shared_values", changed_values(connection, stamp))
    band = Band(report["doubted_from"], report["threshold"], report["threshold"] + rules.clusters.review_band)
    find_cases(connection, band, rules)
    finished = connection.sql(sql.RUN, params=_run_row(stamp, elapsed(), report)).to_arrow_table()
    with stewardship_lease(journal):
        for cases in changed_cases(journal, connection, stamp):
            journal.append_table("review_cases", cases)
        journal.append_table("runs", finished)


def _run_row(stamp: RunStamp, seconds: float, report: dict[str, Any]) -> dict[str, Any]:
    return {
        "run_id": stamp.run_id,
        "started_at": stamp.at,
        "finished_at": stamp.at + timedelta(seconds=seconds),
        "seconds": seconds,
        "created": report["ids"]["created"],
        "merged": report["ids"]["merged"],
        "split": report["ids"]["split"],
        "report": json.dumps(report),
    } | {
        name: report[name]
        for name in ("mode", "engine", "model_version", "threshold", "records", "pairs", "links", "customers")
    }
