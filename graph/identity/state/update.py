"""Bringing the state up to a run that worked out changes alone."""

from __future__ import annotations

from datetime import datetime

import duckdb

from graph.identity.state.file import StateStamp, started_of, write_mark
from graph.identity.state.kept import KEPT
from graph.identity.state.transaction import all_or_nothing


def update_state(connection: duckdb.DuckDBPyConnection, mark: StateStamp, started: datetime) -> None:
    """Put what the run found in the place of what it looked at, all or nothing."""
    with all_or_nothing(connection):
        for kept in KEPT:
            if kept.stale is not None:
                connection.execute(f"DELETE FROM known.{kept.name} WHERE {kept.stale}")  # noqa: S608 - ours
            fresh = f"INSERT INTO known.{kept.name} BY NAME {kept.fresh}"
            connection.execute(fresh, started_of(kept.fresh, started))
        write_mark(connection, mark)
