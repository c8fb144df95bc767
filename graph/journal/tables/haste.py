"""Plans in haste: where rows are few, DuckDB's search for the best plan takes longer than any plan does."""

from __future__ import annotations

import duckdb

_SEARCHES = (
    *("join_order", "join_filter_pushdown", "statistics_propagation"),
    *("common_subplan", "common_subexpressions", "distinct_aggregate_rewrite"),
)
"""Passes of DuckDB's optimizer that save work on many rows alone. Those that keep work small on few (which
columns and rows are read at all) stay."""


def plan_in_haste(connection: duckdb.DuckDBPyConnection) -> None:
    """Let a DuckDB plan without a search and work in one thread. The rows are the same."""
    connection.execute("SET threads = 1")
    connection.execute(f"SET disabled_optimizers = '{','.join(_SEARCHES)}'")
