"""What the journal says of some records, as tables: its views look at all the others too, since the windows
that they are made of let no condition through."""

# ruff: noqa: S608 - the SQL is put together from this package's own table names alone

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from graph.journal.reading.views_sql import identifiers_sql, mentioned_sql, records_sql, sightings_sql
from graph.journal.tables.order import (
    current_events_sql,
    current_records_sql,
    events_about_sql,
    record_versions_sql,
)

_OF_RECORDS = "(FROM told_events SEMI JOIN told_of USING (record_id))"

_TABLES = {
    "told_rows": "FROM stored_records SEMI JOIN told_of USING (record_id)",
    # What an event states, and where it came from, is long, and nothing that is made here asks for it.
    "told_events": f"""
        SELECT * EXCLUDE (counted, nodes, edges, details, ended, ingest_id, file, line)
        FROM {events_about_sql("FROM told_of")}""",
    "told_versions": record_versions_sql("told_rows"),
    "told_records": records_sql(
        f"({current_records_sql('FROM told_versions')})", f"({mentioned_sql(_OF_RECORDS)})", "told_rows"
    ),
    "told_identifiers": identifiers_sql(f"({sightings_sql('told_versions', _OF_RECORDS)})"),
}
_SHOWN = {
    "record_versions": "FROM told_versions",
    "records": "FROM told_records",
    "identifiers": "FROM told_identifiers",
    "events": current_events_sql("told_events"),
}


def _take_told(connection: duckdb.DuckDBPyConnection, records: str) -> None:
    """Make `_TABLES`: what is said of the records that the SQL `records` selects (record_id)."""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE told_of AS {records}")
    for name, query in _TABLES.items():
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {query}")


@contextmanager
def narrowed(connection: duckdb.DuckDBPyConnection, records: str) -> Iterator[None]:
    """For the time of the block, the journal's views of records, their versions, identifiers and events are
    about the records alone that the SQL `records` selects (record_id); events without what they state."""
    _take_told(connection, records)
    for name, query in _SHOWN.items():
        connection.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {query}")
    try:
        yield
    finally:
        for name in _SHOWN:
            connection.execute(f"DROP VIEW temp.{name}")
