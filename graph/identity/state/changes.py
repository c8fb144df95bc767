"""What new entries change: records, identifier uses, features, links; found from the state of the last run.

Only touched records and the users of their identifiers are looked at. What comes out is what working out
everything would give: a record's features depend on that record and on which of its values are shared, and
whether a value is shared, and whom it links, on its users alone.
"""

# ruff: noqa: S608 - the SQL is put together from this package's own table names alone

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass

import duckdb

from graph.identity.connection.temporary import count, make_table, make_view
from graph.identity.evidence.persons import prepare_persons
from graph.identity.evidence.rule_links import drop_blocked, find_rule_links, kind_rules
from graph.identity.evidence.rule_links_sql import RULE_LINKS
from graph.identity.features.build import build_features
from graph.identity.features.placeholders import drop_placeholders
from graph.identity.model.identity_model import IdentityModel
from graph.identity.model.pairs.scoring import score_between
from graph.identity.rules import Rules
from graph.identity.state import changes_sql as sql
from graph.identity.state.transaction import all_or_nothing
from graph.journal import Journal

_FEW = 1_000
"""Records of which what is told fits into any memory: without a run's limits it opens ten times as fast."""


@dataclass(frozen=True)
class Span:
    """Versions of the journal's tables that the last run saw, and those of now."""

    since: Mapping[str, int]
    until: Mapping[str, int]


def take_entries(connection: duckdb.DuckDBPyConnection, journal: Journal, rules: Rules, span: Span) -> None:
    """Make `touched` (record_id), with all that is told of these records in `new_records` and
    `new_identifiers`, blocked values and placeholders left out; and `given_since` (record_id, customer_id,
    valid_from): the customers that records got since the last run."""
    ids = journal.records_named(span.since, span.until)
    told = ("records", "identifiers")
    limits = None if len(ids) <= _FEW else connection
    with closing(journal.connect(ids, told, beside=limits)) as chosen:
        for name in told:
            connection.register(f"told_{name}", chosen.sql(f"FROM {name}").to_arrow_table())
    make_table(connection, "touched", "SELECT unnest($ids::VARCHAR[]) AS record_id", ids=ids)
    make_table(connection, "identifiers", "FROM told_identifiers")
    drop_blocked(connection, rules)
    make_table(connection, "new_identifiers", "FROM identifiers")
    make_table(connection, "new_records", "FROM told_records")
    make_table(connection, "given_since", sql.GIVEN_SINCE)
    drop_placeholders(connection, "new_records")
    for name in told:
        connection.unregister(f"told_{name}")


def take_newcomers(connection: duckdb.DuckDBPyConnection) -> None:
    """Bring the customers into the state that records got between runs. Done again it changes nothing."""
    with all_or_nothing(connection):
        for statement in sql.NEWCOMERS:
            connection.execute(statement)


def find_changed(connection: duckdb.DuckDBPyConnection, rules: Rules) -> int:
    """Make `fresh_features`, `changed` (record_id: who looks different to the model), `new_value_links`,
    `new_rule_links`, `new_shared_values` and what they take the place of: `touched_values`, `touched_pairs`.

    Returns how many records changed. The views `features` and `features_now` show all records as they
    are now.
    """
    connection.register("kind_rules", kind_rules(rules))
    make_view(connection, "uses_now", sql.USES_NOW)
    make_view(connection, "records_now", sql.RECORDS_NOW)
    make_table(connection, "touched_values", sql.TOUCHED_VALUES)
    _build(connection, "touched", "touched_features", "known.shared_values")
    _weigh_values(connection, rules)
    make_table(connection, "flipped", sql.FLIPPED)
    make_view(connection, "shared_now", sql.SHARED_NOW)
    _build(connection, "flipped", "flipped_features", "shared_now")
    make_table(connection, "fresh_features", sql.NEW_FEATURES)
    for name in ("features", "features_now"):
        make_view(connection, name, sql.FEATURES_NOW)
    make_table(connection, "changed", sql.CHANGED)
    return count(connection, "changed")


def score_changed(connection: duckdb.DuckDBPyConnection, model: IdentityModel) -> None:
    """Make `new_scores` and `old_scores`: the model's weights for pairs with a changed record, now and
    before; and the views `scores_now` and `rule_links_now` of all links."""
    changed = [name for (name,) in connection.execute("FROM changed").fetchall()]
    if changed:
        score_between(connection, model, changed, "fresh_features")
        make_table(connection, "new_scores", "SELECT record_l, record_r, weight, probability FROM links")
        connection.execute("DROP TABLE links")
    else:
        make_table(connection, "new_scores", "FROM known.scored_links LIMIT 0")
    make_table(connection, "old_scores", sql.OLD_SCORES)
    make_view(connection, "scores_now", sql.SCORES_NOW)
    make_view(connection, "rule_links_now", sql.RULE_LINKS_NOW)


def reach(connection: duckdb.DuckDBPyConnection, threshold: float) -> None:
    """Make `scope` (record_id): all components, and so all customers, in which something changed; and
    `stirred` (record_id): the records in it whose links are to be decided anew."""
    make_table(connection, "seeds", sql.SEEDS, threshold=threshold)
    make_table(connection, "stirred", sql.STIRRED)
    make_table(connection, "scope", sql.SCOPE, threshold=threshold)


def _build(connection: duckdb.DuckDBPyConnection, records: str, target: str, shared: str) -> None:
    """Make feature table `target` of the records in table `records`, without their `shared` values."""
    make_table(connection, "records", f"SELECT * FROM records_now SEMI JOIN {records} USING (record_id)")
    uses = sql.UNSHARED.format(uses="uses_now", records=records, shared=shared)
    make_table(connection, "identifiers", uses)
    if count(connection, "records"):
        build_features(connection, target)
    else:
        make_table(connection, target, "FROM known.features LIMIT 0")


def _weigh_values(connection: duckdb.DuckDBPyConnection, rules: Rules) -> None:
    """Find anew what the touched values link."""
    make_table(connection, "identifiers", sql.USES_OF_VALUES)
    make_table(connection, "features_before", sql.FEATURES_BEFORE)
    make_table(connection, "users_features", sql.USERS)
    prepare_persons(connection, "users_features")
    find_rule_links(connection, rules)
    make_table(connection, "new_value_links", "FROM value_links")
    make_table(connection, "new_shared_values", "FROM shared_values")
    make_table(connection, "touched_pairs", sql.TOUCHED_PAIRS)
    make_table(connection, "value_links", sql.LINKS_OF_PAIRS)
    make_table(connection, "new_rule_links", RULE_LINKS)
