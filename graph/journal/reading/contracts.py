"""Contracts and until when they run, as SQL: what the version in force does not state, an older one does."""

from __future__ import annotations

from graph.journal.reading.stated import node_time, node_value
from graph.journal.tables.order import IN_FORCE, event_versions_sql

TIMES = tuple(node_time("Contract", name) for name in ("starts_at", "ends_at", "cancelled_at"))
"""SQL for each time that a row of events, a contract, states; `KNOWN_UNTIL` is among those of its rows."""

ENDS = "coalesce(ends_at, cancelled_at)"
"""SQL for when a row of `contracts_sql` ends; null where nobody says."""

RUNNING = "coalesce(status, 'active') = 'active'"
"""SQL for whether it is said to run."""

KNOWN_UNTIL = f"coalesce({ENDS}, CASE WHEN NOT ({RUNNING}) THEN starts_at END)"
"""SQL for when it ended as far as that is known: of one that has ended, nobody says when, it is known that it
began. Null where it runs without an end."""


def contracts_sql(stored: str = "(FROM stored_events WHERE kind = 'contract')") -> str:
    """SQL for the contracts (key, record_id, at, stated_at, status, starts_at, ends_at, cancelled_at,
    monthly_fee, currency) in `stored`, rows of `stored_events`, all of a contract or none.

    `stated_at` is of the version that tells `at`. An end goes with the status that it was told with, as in
    the graph (`graph.projection.stated.closings`): a cancelled contract that runs again has the end that was
    agreed on before.
    """
    starts_at, ends_at, cancelled_at = TIMES
    return f"""
        WITH told AS (
            SELECT key, record_id, "at", stated_at,
                row_number() OVER (PARTITION BY key ORDER BY {IN_FORCE}) AS place,
                {node_value("Contract", "status")} AS own_status, {starts_at} AS starts_at,
                {ends_at} AS ends_at, {cancelled_at} AS cancelled_at,
                {node_value("Contract", "monthly_fee")} AS monthly_fee,
                {node_value("Contract", "currency")} AS currency
            FROM ({event_versions_sql(stored)})
        ), held AS (
            SELECT *, last_value(own_status IGNORE NULLS) OVER earlier AS status
            FROM told WINDOW earlier AS (PARTITION BY key ORDER BY place DESC)
        ), compared AS (
            SELECT *, first_value(status) OVER (PARTITION BY key ORDER BY place) AS last_status FROM held
        ), followed AS (
            SELECT *, min(place) FILTER (status IS DISTINCT FROM last_status) OVER of_one AS changed,
                min(place) FILTER ({RUNNING}) OVER of_one AS ran
            FROM compared WINDOW of_one AS (PARTITION BY key)
        )
        SELECT key, arg_min(record_id, place) AS record_id, arg_min("at", place) AS "at",
            coalesce(
                arg_min(stated_at, place) FILTER ("at" IS NOT NULL), arg_min(stated_at, place)
            ) AS stated_at,
            any_value(last_status) AS status, arg_min(starts_at, place) AS starts_at,
            coalesce(
                arg_min(ends_at, place) FILTER (ran IS NULL OR place < ran),
                arg_min(ends_at, place) FILTER ({RUNNING})
            ) AS ends_at,
            arg_min(cancelled_at, place) FILTER (changed IS NULL OR place < changed) AS cancelled_at,
            arg_min(monthly_fee, place) AS monthly_fee, arg_min(currency, place) AS currency
        FROM followed GROUP BY key"""  # noqa: S608 - a table of our own
