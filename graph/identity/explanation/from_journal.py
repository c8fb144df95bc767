"""Evidence among some records, worked out from what the journal has of them and of who shares a value with
them."""

# ruff: noqa: S608 - the SQL is put together from this package's own table names alone

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing

import duckdb

from graph.identity.connection.temporary import make_table, make_view
from graph.identity.evidence.gathering import gather_evidence
from graph.identity.evidence.rule_links import drop_blocked
from graph.identity.features.build import build_features
from graph.identity.features.placeholders import drop_placeholders, find_placeholders
from graph.identity.inputs import OVERRULED_VALUES
from graph.identity.rules import Rules
from graph.journal import Journal
from graph.journal.reading.views_sql import known_links_sql

RECORDS = "FROM records WHERE record_id IN (FROM asked)"
"""SQL for what the records in table `asked` (record_id) say."""

LINKS = known_links_sql("(FROM stored_links WHERE record_l IN (FROM linked) AND record_r IN (FROM linked))")
"""SQL for the links among the records in table `linked` (record_id)."""

_USES = """
SELECT record_id, unnest(identifiers, recursive := TRUE) FROM stored_records
UNION ALL BY NAME
SELECT record_id, unnest(identifiers, recursive := TRUE) FROM stored_events WHERE record_id IS NOT NULL
"""

_NEIGHBOURS = f"""
SELECT record_id FROM ({_USES}) SEMI JOIN identifiers USING (kind, value) UNION FROM asked ORDER BY record_id
"""


def show_journal(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the view `assignment_history`; `customers` is the journal's own."""
    history = "SELECT record_id, customer_id, valid_from FROM stored_assignments"
    make_view(connection, "assignment_history", history)


def gather_told(connection: duckdb.DuckDBPyConnection, journal: Journal, rules: Rules) -> None:
    """Make what is evidence among the records in table `asked` (record_id).

    `given_values` (record_id, kind, value) are all that they use, `identifiers` those that say something:
    neither in `blocked_identifiers` nor in `shared_values`. `rule_links` are the links between them,
    `features`, `persons`, `known_documents`, `known_accounts` and `account_names` as in a run.
    """
    make_table(connection, "overruled_values", OVERRULED_VALUES)
    find_placeholders(connection)
    asked = [name for (name,) in connection.execute("FROM asked ORDER BY record_id").fetchall()]
    _take(connection, journal, asked)
    make_table(connection, "given_values", "SELECT record_id, kind, value FROM identifiers")
    drop_blocked(connection, rules)
    users = [name for (name,) in connection.execute(_NEIGHBOURS).fetchall()]
    _take(connection, journal, users)
    drop_blocked(connection, rules)
    build_features(connection)
    gather_evidence(connection, rules)


def _take(connection: duckdb.DuckDBPyConnection, journal: Journal, records: Sequence[str]) -> None:
    """Make `records` and `identifiers` of what the journal tells of these records."""
    told = ("records", "identifiers")
    with closing(journal.connect(records, told)) as chosen:
        for name in told:
            connection.register(f"told_{name}", chosen.sql(f"FROM {name}").to_arrow_table())
            make_table(connection, name, f"FROM told_{name}")
            connection.unregister(f"told_{name}")
    drop_placeholders(connection, "records")
