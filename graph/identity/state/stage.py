"""The tables of a whole run, holding only what clustering a scope can look at."""

from __future__ import annotations

import duckdb

from graph.identity.evidence.contradictions import prepare_persons
from graph.identity.evidence.vetoes import doubtful_sql, learn_account_names, prepare_documents
from graph.identity.rules import Rules
from graph.identity.temporary import count, make_table, make_view
from graph.journal.views import customers_sql

_DOUBTFUL_USES = f"""
SELECT * FROM uses_now SEMI JOIN {{records}} USING (record_id)
SEMI JOIN ({doubtful_sql("shared_now")}) USING (kind, value)
"""  # noqa: S608 - made of a condition of our own

_TABLES = {
    "scored_links": """
        SELECT record_l, record_r, weight, probability FROM scores_now
        WHERE record_l IN (FROM scope) OR record_r IN (FROM scope)""",
    "rule_links": "SELECT * FROM rule_links_now WHERE record_l IN (FROM scope) OR record_r IN (FROM scope)",
    "known_links": "FROM known.final_links WHERE record_l IN (FROM scope) OR record_r IN (FROM scope)",
    # Doubtful and forbidden links lead out of the scope; their other ends are looked at, but stay where they
    # are.
    "horizon": """
        FROM scope
        UNION SELECT record_l FROM scored_links UNION SELECT record_r FROM scored_links
        UNION SELECT record_l FROM rule_links UNION SELECT record_r FROM rule_links""",
    "records": "SELECT * FROM records_now SEMI JOIN horizon USING (record_id)",
    "identifiers": """
        SELECT * FROM uses_now SEMI JOIN horizon USING (record_id)
        ANTI JOIN shared_now USING (kind, value)""",
    "doubtful_uses": _DOUBTFUL_USES.format(records="horizon"),
    "features": "SELECT * FROM features_now SEMI JOIN horizon USING (record_id)",
    "value_links": """
        SELECT v.* FROM known.value_links AS v ANTI JOIN touched_values USING (kind, value)
        WHERE kind = 'account' AND record_l IN (FROM scope)
        UNION ALL BY NAME SELECT * FROM new_value_links
        WHERE kind = 'account' AND record_l IN (FROM scope)""",
    # Every customer that one of these records has ever had, and all who ever had one of those.
    "former_ids": """
        SELECT DISTINCT customer_id FROM known.assignment_history SEMI JOIN horizon USING (record_id)""",
    "assignment_history": """
        WITH fellows AS (
            SELECT DISTINCT record_id FROM known.assignment_history SEMI JOIN former_ids USING (customer_id)
        ) SELECT record_id, customer_id, valid_from
        FROM known.assignment_history SEMI JOIN fellows USING (record_id)""",
}
"""Table name and query, in order."""


_NOW_ALL = {
    "stirred": "FROM scope",
    "known_links": "SELECT '' AS record_l, '' AS record_r, '' AS tier, '' AS evidence LIMIT 0",
    "known_blocks": "SELECT NULL::VARCHAR AS record_id, NULL::VARCHAR AS block LIMIT 0",
    "known_cuts": "SELECT '' AS kind, '' AS record_l, '' AS record_r, 0.0::DOUBLE AS weight LIMIT 0",
    "rule_links_now": "FROM rule_links",
    "records_now": "FROM records",
    "uses_now": "FROM identifiers UNION ALL BY NAME FROM shared_uses",
    "shared_now": "FROM shared_values",
    "blocked_now": "SELECT DISTINCT kind, value FROM blocked_identifiers",
    "customers_before": customers_sql("assignment_history"),
    "features_now": "FROM features",
    "elsewhere": "SELECT 0 AS pairs, 0 AS links",
}
_NOW_CHANGED = {
    "blocked_now": """
        SELECT kind, value FROM known.blocked_uses ANTI JOIN touched USING (record_id)
        UNION SELECT kind, value FROM blocked_identifiers""",
    "customers_before": "FROM known.assignments",
    "known_blocks": "FROM known.blocks",
    "known_cuts": "FROM known.cuts",
    # How many there are is told by what the last run left; to search for them would take longer.
    "elsewhere": """
        SELECT (SELECT count(*) FROM known.scored_links) - (SELECT count(*) FROM old_scores)
                + (SELECT count(*) FROM new_scores) - (SELECT count(*) FROM scored_links) AS pairs,
            (SELECT count(*) FROM known.final_links WHERE accepted)
                - (SELECT count(*) FROM known_links WHERE accepted) AS links""",
}
"""Views of the whole as the run leaves it, by name; those on changes are made where the changes are."""

_INDEX_CHANGES = """
SELECT record_id FROM touched UNION SELECT record_id FROM fresh_features
UNION SELECT record_id FROM new_assignments
"""


_ROWS = {
    "identifiers": """
        SELECT * FROM uses_now SEMI JOIN index_changes USING (record_id)
        ANTI JOIN shared_now USING (kind, value)""",
    "doubtful_uses": _DOUBTFUL_USES.format(records="index_changes"),
    "current_ids": "SELECT * FROM known.assignments SEMI JOIN index_changes USING (record_id)",
    "shared_values": "FROM shared_now",
}


def stage_all(connection: duckdb.DuckDBPyConnection) -> int:
    """Make `scope` (record_id) of all records, and the views of the whole; returns how many there are."""
    make_table(connection, "scope", "SELECT record_id FROM records")
    for name, query in _NOW_ALL.items():
        make_view(connection, name, query)
    return count(connection, "scope")


def stage_scope(connection: duckdb.DuckDBPyConnection, rules: Rules) -> None:
    """Make the tables that clustering and its outcome read: those of a whole run, as far as `scope` and its
    doubtful neighbours need them; and the views of the whole."""
    connection.execute("DROP VIEW features")
    for name, query in _TABLES.items():
        make_table(connection, name, query)
    prepare_persons(connection)
    prepare_documents(connection, rules.exclusive_documents)
    learn_account_names(connection)
    for name, query in _NOW_CHANGED.items():
        make_view(connection, name, query)


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
