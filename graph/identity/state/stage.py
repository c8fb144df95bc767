"""Making the tables that clustering and its outcome read, as they are declared, and the rows of the index."""

from __future__ import annotations

import duckdb

from graph.identity.connection.temporary import count, make_table, make_view
from graph.identity.evidence.persons import prepare_persons
from graph.identity.evidence.vetoes import learn_account_names, prepare_documents
from graph.identity.rules import Rules
from graph.identity.state.staged import STAGED, doubtful_uses_of

_INDEX_CHANGES = """
SELECT record_id FROM touched UNION SELECT record_id FROM fresh_features
UNION SELECT record_id FROM new_assignments UNION SELECT record_id FROM given_since
"""


_ROWS = {
    "identifiers": """
        SELECT * FROM uses_now SEMI JOIN index_changes USING (record_id)
        ANTI JOIN shared_now USING (kind, value)""",
    "doubtful_uses": doubtful_uses_of("index_changes"),
    "current_ids": "SELECT * FROM known.assignments SEMI JOIN index_changes USING (record_id)",
    "shared_values": "FROM shared_now",
}


def stage_all(connection: duckdb.DuckDBPyConnection) -> int:
    """Make `scope` (record_id) of all records, and the views of the whole; returns how many there are."""
    make_table(connection, "scope", "SELECT record_id FROM records")
    for table in STAGED:
        if table.whole:
            make_view(connection, table.name, table.whole)
    return count(connection, "scope")


def stage_scope(connection: duckdb.DuckDBPyConnection, rules: Rules) -> None:
    """Make the tables that clustering and its outcome read: those of a whole run, as far as `scope` and its
    doubtful neighbours need them; and the views of the whole."""
    connection.execute("DROP VIEW features")
    for table in STAGED:
        if table.scoped:
            make_table(connection, table.name, table.scoped)
    prepare_persons(connection)
    prepare_documents(connection, rules.exclusive_documents)
    learn_account_names(connection)
    for table in STAGED:
        if table.now:
            make_view(connection, table.name, table.now)


def stage_index(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `index_changes` (record_id): whose row of the look-up index changed; and the other tables that
    such rows are made of."""
    make_table(connection, "index_changes", _INDEX_CHANGES)
    connection.execute(
        "INSERT INTO features BY NAME FROM fresh_features ANTI JOIN features USING (record_id)"
    )
    _stage_rows(connection)


def stage_whole_index(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables that all rows of the look-up index are made of."""
    connection.execute("DROP TABLE features")
    make_view(connection, "features", "FROM features_now")
    make_table(connection, "index_changes", "SELECT record_id FROM features")
    _stage_rows(connection)


def _stage_rows(connection: duckdb.DuckDBPyConnection) -> None:
    for name, query in _ROWS.items():
        make_table(connection, name, query)
    prepare_persons(connection, "(FROM features SEMI JOIN index_changes USING (record_id))")
