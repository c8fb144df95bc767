"""Evidence among some records as the last run left it, read from its state."""

from __future__ import annotations

import duckdb

from graph.identity.connection.temporary import make_table, make_view
from graph.identity.evidence.persons import prepare_persons
from graph.identity.evidence.vetoes import doubtful_sql, learn_account_names, prepare_documents
from graph.identity.rules import Rules

_VIEWS = {
    "customers": "FROM known.assignments",
    "assignment_history": "FROM known.assignment_history",
}

RECORDS = "FROM known.records WHERE record_id IN (FROM asked)"
"""SQL for what the records in table `asked` (record_id) say."""

LINKS = "FROM known.final_links WHERE record_l IN (FROM linked) AND record_r IN (FROM linked)"
"""SQL for the links among the records in table `linked` (record_id)."""

_OF_ASKED = "SEMI JOIN asked USING (record_id)"

_TABLES = {
    "blocked_uses": f"FROM known.blocked_uses {_OF_ASKED}",
    "blocked_identifiers": "SELECT DISTINCT kind, value FROM blocked_uses",
    "used": f"FROM known.identifiers {_OF_ASKED}",
    "given_values": "SELECT record_id, kind, value FROM used UNION ALL BY NAME FROM blocked_uses",
    "shared_values": "FROM known.shared_values SEMI JOIN used USING (kind, value)",
    "identifiers": "FROM used ANTI JOIN shared_values USING (kind, value)",
    "doubtful_uses": f"""
        SELECT * FROM used SEMI JOIN ({doubtful_sql("shared_values")}) USING (kind, value)""",  # noqa: S608 - made of a condition of our own
    "rule_links": """
        SELECT record_l, record_r, evidence FROM known.rule_links
        WHERE record_l IN (FROM asked) AND record_r IN (FROM asked)""",
    # Whoever shares an account with one of them lends it a name.
    "value_links": """
        SELECT record_l, record_r, kind FROM known.value_links
        WHERE kind = 'account' AND (record_l IN (FROM asked) OR record_r IN (FROM asked))""",
    "described": """
        FROM asked UNION SELECT record_l FROM value_links UNION SELECT record_r FROM value_links""",
    "features": "FROM known.features SEMI JOIN described USING (record_id)",
}
"""Table name and query, in order."""


def show_last_run(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the views `customers` and `assignment_history` over the attached state."""
    for name, query in _VIEWS.items():
        make_view(connection, name, query)


def gather_known(connection: duckdb.DuckDBPyConnection, rules: Rules) -> None:
    """Make the tables of `gather_told` from the attached state.

    What a value links, and whether it is shared, the last run knows: nobody else who uses it is looked at.
    """
    for name, query in _TABLES.items():
        make_table(connection, name, query)
    prepare_persons(connection)
    prepare_documents(connection, rules.exclusive_documents)
    learn_account_names(connection)
