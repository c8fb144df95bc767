"""All evidence beside the model's, put together: links by identifiers, values that say nothing, documents."""

from __future__ import annotations

import duckdb

from graph.identity.evidence.persons import prepare_persons
from graph.identity.evidence.rule_links import find_rule_links
from graph.identity.evidence.vetoes import doubtful_sql, learn_account_names, prepare_documents
from graph.identity.features.build import build_features
from graph.identity.rules import Rules


def gather_evidence(connection: duckdb.DuckDBPyConnection, rules: Rules) -> list[str]:
    """Make `persons`, `known_documents`, `rule_links`, `shared_values` and `account_names` from `features`
    and `common_names`.

    Takes shared values out of `identifiers` and `features`, since they say nothing about who somebody is;
    their uses are kept in `shared_uses`. Returns the ids of the records that used one.
    """
    prepare_persons(connection)
    find_rule_links(connection, rules)
    forgotten = _forget_shared(connection)
    connection.execute(_DOUBTFUL_USES)
    prepare_documents(connection, rules.exclusive_documents)
    learn_account_names(connection)
    return forgotten


_DOUBTFUL_USES = f"""
CREATE OR REPLACE TEMP TABLE doubtful_uses AS
SELECT * FROM shared_uses SEMI JOIN ({doubtful_sql("shared_values")}) USING (kind, value)
"""  # noqa: S608 - made of a condition of our own


def _forget_shared(connection: duckdb.DuckDBPyConnection) -> list[str]:
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE shared_uses AS"
        " SELECT * FROM identifiers SEMI JOIN shared_values USING (kind, value)"
    )
    connection.execute("CREATE OR REPLACE TEMP TABLE forgetful AS SELECT DISTINCT record_id FROM shared_uses")
    forgotten = [row[0] for row in connection.execute("FROM forgetful ORDER BY record_id").fetchall()]
    if forgotten:
        connection.execute(
            "DELETE FROM identifiers WHERE (kind, value) IN (SELECT kind, value FROM shared_values)"
        )
        build_features(connection, "forgetful_features", "record_id IN (SELECT record_id FROM forgetful)")
        connection.execute("DELETE FROM features WHERE record_id IN (SELECT record_id FROM forgetful)")
        connection.execute("INSERT INTO features SELECT * FROM forgetful_features")
        connection.execute("DROP TABLE forgetful_features")
    return forgotten
