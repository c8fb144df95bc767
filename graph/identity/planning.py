"""How DuckDB plans statements over a journal: where records are few, a search for the best plan takes longer
than any plan does."""

from __future__ import annotations

import duckdb

FEW = 5_000
"""Versions of records up to which nothing that is joined is large; there may be more events."""
_EVENTS = 20
"""As many events for each of these: what they tell of identifiers is joined too."""

_ARE_FEW = """
SELECT (SELECT count(*) FROM stored_records) <= $few AND (SELECT count(*) FROM stored_events) <= $events
"""

_SEARCHES = (
    *("join_order", "join_filter_pushdown", "statistics_propagation"),
    *("common_subplan", "common_subexpressions"),
)
"""Passes of DuckDB's optimizer that save work on many rows alone. Those that keep work small on few (which
columns and rows are read at all) stay."""


def plan_for_size(connection: duckdb.DuckDBPyConnection) -> None:
    """Let the connection plan in haste where records and events are few. The rows are the same; a run over
    few changes and an explanation take a tenth less of processor time."""
    [(few,)] = connection.execute(_ARE_FEW, {"few": FEW, "events": _EVENTS * FEW}).fetchall()
    if few:
        connection.execute("SET threads = 1")
        connection.execute(f"SET disabled_optimizers = '{','.join(_SEARCHES)}'")
