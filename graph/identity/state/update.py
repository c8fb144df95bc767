"""Bringing the state up to a run that worked out changes alone."""

from __future__ import annotations

from datetime import datetime

import duckdb

from graph.identity.state.file import Mark, write_mark

_STATEMENTS = (
    "DELETE FROM known.records WHERE record_id IN (FROM touched)",
    "INSERT INTO known.records BY NAME FROM new_records",
    "DELETE FROM known.identifiers WHERE record_id IN (FROM touched)",
    "INSERT INTO known.identifiers BY NAME FROM new_identifiers",
    "DELETE FROM known.blocked_uses WHERE record_id IN (FROM touched)",
    "INSERT INTO known.blocked_uses BY NAME FROM blocked_uses",
    "DELETE FROM known.features WHERE record_id IN (SELECT record_id FROM fresh_features)",
    "INSERT INTO known.features BY NAME FROM fresh_features",
    "DELETE FROM known.shared_values WHERE (kind, value) IN (SELECT (kind, value) FROM touched_values)",
    "INSERT INTO known.shared_values BY NAME FROM new_shared_values",
    "DELETE FROM known.value_links WHERE (kind, value) IN (SELECT (kind, value) FROM touched_values)",
    "INSERT INTO known.value_links BY NAME FROM new_value_links",
    "DELETE FROM known.rule_links"
    " WHERE (record_l, record_r) IN (SELECT (record_l, record_r) FROM touched_pairs)",
    "INSERT INTO known.rule_links BY NAME FROM new_rule_links",
    "DELETE FROM known.scored_links WHERE record_l IN (FROM changed) OR record_r IN (FROM changed)",
    "INSERT INTO known.scored_links BY NAME FROM new_scores",
    "DELETE FROM known.final_links WHERE record_l IN (FROM scope) OR record_r IN (FROM scope)",
    "INSERT INTO known.final_links BY NAME FROM final_links",
    "DELETE FROM known.components WHERE record_id IN (FROM scope)",
    "INSERT INTO known.components BY NAME FROM components",
    "DELETE FROM known.blocks WHERE record_id IN (FROM scope)",
    "INSERT INTO known.blocks SELECT record_id, block FROM blocks",
    "DELETE FROM known.cuts WHERE record_l IN (FROM scope) OR record_r IN (FROM scope)",
    "INSERT INTO known.cuts BY NAME FROM cut_links",
    "DELETE FROM known.verdicts",
    "INSERT INTO known.verdicts BY NAME FROM verdicts",
    "DELETE FROM known.overruled_values",
    "INSERT INTO known.overruled_values BY NAME FROM overruled_values",
    "DELETE FROM known.assignments WHERE record_id IN (SELECT record_id FROM new_assignments)",
    "INSERT INTO known.assignments BY NAME FROM new_assignments",
    "DELETE FROM known.homes WHERE customer_id IN (FROM touched_customers)",
    "INSERT INTO known.homes BY NAME FROM new_homes",
    "DELETE FROM known.household_groups WHERE customer_id IN (FROM household_scope)",
    "INSERT INTO known.household_groups BY NAME FROM household_groups",
)
_HISTORIES = (
    "INSERT INTO known.assignment_history BY NAME SELECT *, $started AS valid_from FROM new_assignments",
    "INSERT INTO known.household_history BY NAME SELECT *, $started AS valid_from FROM new_households",
)


def update_state(connection: duckdb.DuckDBPyConnection, mark: Mark, started: datetime) -> None:
    """Put what the run found in the place of what it looked at, all or nothing."""
    connection.execute("BEGIN")
    try:
        for statement in _STATEMENTS:
            connection.execute(statement)
        for statement in _HISTORIES:
            connection.execute(statement, {"started": started})
        write_mark(connection, mark)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
