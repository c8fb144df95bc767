"""Events that the journal holds in several versions, and when each of these counts as stated."""

from __future__ import annotations

from graph.journal.tables.order import ARRIVAL, EVENT_SEEN, IN_FORCE, event_versions_sql
from graph.projection.writing.slice import TableSlice

# Of an event that the journal holds in several versions all are looked at, whichever came last.
_CHANGED = """
    SELECT kind, key FROM stored_events SEMI JOIN pending USING (kind, key)
    GROUP BY kind, key HAVING count(DISTINCT content_hash) > 1
"""
_OF_EVENT = f"PARTITION BY kind, key ORDER BY {ARRIVAL} ROWS BETWEEN UNBOUNDED PRECEDING AND"


def written_versions_sql(stored: str) -> str:
    """SQL for the versions of the events in `stored`, rows of `stored_events`: all of an event or none; with
    `superseded` where a newer one is in the place, `seen_at`, and `written_at`: when what a version states of
    a node or an edge counts as stated, beside what other events state of it.

    That is the time that it states itself. But a version that took the place of others is no earlier than
    these, whatever their times were, and one that came too late, with a time that cannot be believed, is
    earlier than all there were. What arrives later does not change it, so the graph need not be told.
    """
    return f"""
        SELECT * EXCLUDE (reached, lowest, leads), CASE
                WHEN leads THEN max(seen_at) FILTER (leads) OVER ({_OF_EVENT} CURRENT ROW)
                ELSE coalesce(placed_at, lowest - INTERVAL 1 MICROSECOND) END AS written_at
        FROM (
            SELECT *, reached IS NULL OR coalesce(placed_at >= reached, FALSE) AS leads FROM (
                SELECT *, {EVENT_SEEN} AS seen_at,
                    row_number() OVER (PARTITION BY kind, key ORDER BY {IN_FORCE}) > 1 AS superseded,
                    max(placed_at) OVER ({_OF_EVENT} 1 PRECEDING) AS reached,
                    min(placed_at) OVER ({_OF_EVENT} 1 PRECEDING) AS lowest
                FROM ({event_versions_sql(stored)})
            )
        )"""  # noqa: S608 - SQL of this package


_VERSIONS = written_versions_sql("(FROM stored_events SEMI JOIN changed USING (kind, key))")
_SEEN = f"""
    SELECT p.*, {EVENT_SEEN} AS seen_at, coalesce(v.written_at, seen_at) AS written_at
    FROM pending AS p LEFT JOIN (SELECT kind, key, {ARRIVAL}, written_at FROM versions) AS v
        USING (kind, key, {ARRIVAL})
"""  # noqa: S608 - columns of our own


def find_versions(slice_: TableSlice) -> bool:
    """Make the tables `changed` (kind, key), of the events of the slice that have several versions,
    `versions` with all of these, and `seen`, pending rows with `seen_at` and `written_at`. Returns whether
    there are several versions of any."""
    slice_.make("changed", _CHANGED)
    several = slice_.has_rows("changed")
    (slice_.make if several else slice_.make_empty)("versions", _VERSIONS)
    slice_.make("seen", _SEEN)
    return several
