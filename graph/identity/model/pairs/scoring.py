"""Weights for pairs of records, as Splink predicts them, with the household correction."""

# ruff: noqa: S608 - the SQL is put together from this package's own table and column names alone

from __future__ import annotations

from collections.abc import Collection

import duckdb

from graph.identity.model.blocking.plan import pairs_sql
from graph.identity.model.comparisons.every import Comparison
from graph.identity.model.comparisons.frequencies import with_frequencies_sql
from graph.identity.model.identity_model import IdentityModel
from graph.identity.model.pairs.prediction import adjusted, columns_compared, telling, weights_sql

FLOOR = -10.0
"""Links of a lower weight are not kept."""


class ModelScorer:
    """A model's weights for pairs (join_key_l, join_key_r) of a feature table, by the saved `frequencies`."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, model: IdentityModel, features: str = "features"
    ) -> None:
        self._connection = connection
        self._model = model
        self._features = features

    def link(self, pairs: str) -> None:
        """Make table `links` of the pairs of at least the weight FLOOR.

        Its columns: record_l < record_r (ids), weight (log2), probability and tier 'model'.
        """
        self._make("TABLE links", "record_l, record_r, weight, probability, 'model' AS tier", pairs, FLOOR)

    def weigh(self, pairs: str, target: str) -> None:
        """Make the temporary table `target` (record_l, record_r, weight) of the same pairs."""
        self._make(f"TEMP TABLE {target}", "record_l, record_r, weight", pairs, FLOOR)

    def take_apart(self, pairs: str, target: str) -> None:
        """Make the temporary table `target` (record_l, record_r, weight) of all pairs, with what makes up the
        weight: household_weight, and what each comparison weighs (mw_…, mw_tf_adj_…)."""
        columns = "record_l, record_r, weight, household_weight, COLUMNS('^mw_')"
        self._make(f"TEMP TABLE {target}", columns, pairs, None)

    def _make(self, target: str, columns: str, pairs: str, floor: float | None) -> None:
        compared = self._pair_features(pairs)
        least = "" if floor is None else f"WHERE weight >= {floor}"
        self._connection.execute(
            f"""CREATE OR REPLACE {target} AS SELECT {columns} FROM (
                SELECT *, least(record_id_l, record_id_r) AS record_l,
                    greatest(record_id_l, record_id_r) AS record_r,
                    match_weight + household_weight AS weight, 1 / (1 + pow(2, -weight)) AS probability
                FROM (
                    SELECT *, {self._model.household_weight} AS household_weight
                    FROM ({weights_sql(self._model, compared, "paired_features", pairs)})
                )
            ) {least}"""
        )
        self._connection.execute("DROP TABLE paired_features")

    def _pair_features(self, pairs: str) -> list[Comparison]:
        """Make `paired_features`: what the model reads of the records of `pairs`, or of all where pairs are
        many. The comparisons that say something of them."""
        [(pairs_count, records)] = self._connection.execute(
            f"SELECT (SELECT count(*) FROM {pairs}), (SELECT count(*) FROM {self._features})"
        ).fetchall()
        # A few pairs must not cost a pass over all records, nor many a search for theirs.
        among = f"SELECT join_key_l FROM {pairs} UNION SELECT join_key_r FROM {pairs}"
        where = f"WHERE record_no IN ({among})" if pairs_count < records else ""
        compared = telling(self._connection, self._model.comparisons, f"{self._features} {where}")
        read = sorted(columns_compared(compared) | {*adjusted(compared)})
        rows = f"(SELECT {', '.join(('record_no', 'record_id', *read))} FROM {self._features} {where})"
        made = with_frequencies_sql(adjusted(compared), rows)
        self._connection.execute(f"CREATE OR REPLACE TEMP TABLE paired_features AS {made}")
        return compared


def score_between(
    connection: duckdb.DuckDBPyConnection, model: IdentityModel, new: Collection[str], rows: str = "features"
) -> None:
    """Score the records `new` against each other and all the rest into table `links`.

    The links are the ones of `Engine.score` that touch a record of `new`. Table `rows` has their features and
    may be smaller than `features`.
    """
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE new_ids AS SELECT unnest($ids::VARCHAR[]) AS record_id",
        {"ids": list(new)},
    )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE new_features AS SELECT * FROM {rows} SEMI JOIN new_ids"
        " USING (record_id)"
    )
    connection.execute(f"CREATE OR REPLACE TEMP TABLE new_pairs AS {pairs_sql(model.rules, 'new_features')}")
    ModelScorer(connection, model).link("new_pairs")
    for table in ("new_pairs", "new_features", "new_ids"):
        connection.execute(f"DROP TABLE {table}")
