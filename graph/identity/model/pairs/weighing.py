"""What a model says of given pairs, or of the pairs of records that have come to say something else."""

from __future__ import annotations

import duckdb

from graph.identity.model.identity_model import IdentityModel
from graph.identity.model.pairs.scoring import ModelScorer, score_between


def weigh(model: IdentityModel, connection: duckdb.DuckDBPyConnection, pairs: str, target: str) -> None:
    """Make `target` (record_l, record_r, weight) of the model's weights for table `pairs`, down to FLOOR."""
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE keyed_pairs AS
        SELECT l.record_no AS join_key_l, r.record_no AS join_key_r
        FROM {pairs} AS p JOIN features AS l ON l.record_id = p.record_l
        JOIN features AS r ON r.record_id = p.record_r"""  # noqa: S608 - table names of our own
    )
    [(wanted,)] = connection.execute("SELECT count(*) FROM keyed_pairs").fetchall()
    if wanted:
        ModelScorer(connection, model).weigh("keyed_pairs", target)
    else:  # the query is long: to plan it takes longer than the rest of this step
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {target} (record_l VARCHAR, record_r VARCHAR, weight DOUBLE)"
        )


def rescore(connection: duckdb.DuckDBPyConnection, model: IdentityModel, changed: list[str]) -> None:
    """Put the model's weights for pairs of the `changed` records in the place of what `scored_links` has."""
    if not changed:
        return
    score_between(connection, model, changed)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE changed_ids AS SELECT unnest($ids) AS record_id", {"ids": changed}
    )
    connection.execute(
        """DELETE FROM scored_links WHERE record_l IN (SELECT record_id FROM changed_ids)
        OR record_r IN (SELECT record_id FROM changed_ids)"""
    )
    connection.execute("INSERT INTO scored_links BY NAME FROM links")
    connection.execute("DROP TABLE links")
