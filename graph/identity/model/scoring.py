"""Weights for pairs of records: Splink's prediction over a given table of pairs."""

# ruff: noqa: S608 - the SQL is put together from this package's own table and column names alone

from __future__ import annotations

import re
from typing import Any

import duckdb

from graph.identity.model.comparisons.frequencies import with_frequencies_sql
from graph.identity.model.identity_model import IdentityModel
from graph.identity.model.prediction import prediction_sql

FLOOR = -10.0
"""Links of a lower weight are not kept."""


class PairScorer:
    """Splink's prediction over a feature table; it scores whatever pairs it is given."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, settings: dict[str, Any], features: str = "features"
    ) -> None:
        self._connection = connection
        self._settings = settings
        self._features = features

    def score(self, pairs: str, floor: float | None = None) -> str:
        """Splink's result for the table or view `pairs` (join_key_l, join_key_r, match_key); returns its
        name.

        It has record_no_l, record_no_r, match_weight (log2) and the weight of each comparison (mw_…). Pairs
        below `floor` are left out. The caller drops the table.
        """
        scored = f"scored_{pairs}"
        query = prediction_sql(self._settings, self._features, pairs, floor)
        self._connection.execute(f"CREATE OR REPLACE TEMP TABLE {scored} AS {query}")
        return scored


class ModelScorer:
    """A model's weights for pairs of `features`, by the saved `frequencies` and the household correction."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, model: IdentityModel) -> None:
        self._connection = connection
        self._model = model

    def score(self, pairs: str, target: str, floor: float) -> None:
        """Create the temporary table `target` with the pairs of at least the weight `floor`.

        Its columns: record_l < record_r (ids), weight (log2), probability, household_weight, and what each
        comparison weighs (mw_…, mw_tf_adj_…).
        """
        details = f", {self._model.household_weight} AS household_weight, COLUMNS('^mw_')"
        self._score(pairs, target, floor, details)

    def weigh(self, pairs: str, target: str, floor: float) -> None:
        """The same as `score` without the weights that make up a pair's."""
        self._score(pairs, target, floor, "")

    def _score(self, pairs: str, target: str, floor: float, details: str) -> None:
        scored = self._splink_of(pairs).score(pairs, floor)
        weight = f"(match_weight + {self._model.household_weight})"
        self._connection.execute(
            f"""CREATE OR REPLACE TEMP TABLE {target} AS
            SELECT least(l.record_id, r.record_id) AS record_l,
                greatest(l.record_id, r.record_id) AS record_r,
                {weight} AS weight, 1 / (1 + pow(2, -{weight})) AS probability{details}
            FROM {scored} JOIN features AS l ON l.record_no = record_no_l
            JOIN features AS r ON r.record_no = record_no_r
            WHERE {weight} >= {floor}"""
        )
        self._connection.execute(f"DROP TABLE {scored}")
        self._connection.execute("DROP TABLE paired_features")

    def _splink_of(self, pairs: str) -> PairScorer:
        """Splink over what the model reads of the records of `pairs`, or of all where pairs are many."""
        [(pairs_count, records)] = self._connection.execute(
            f"SELECT (SELECT count(*) FROM {pairs}), (SELECT count(*) FROM features)"
        ).fetchall()
        # A few pairs must not cost a pass over all records, nor many a search for theirs.
        among = f"SELECT join_key_l FROM {pairs} UNION SELECT join_key_r FROM {pairs}"
        where = f"WHERE record_no IN ({among})" if pairs_count < records else ""
        self._connection.execute(
            "CREATE OR REPLACE TEMP VIEW unweighted_features AS"
            f" SELECT {', '.join(_columns_read(self._model))} FROM features {where}"
        )
        columns = self._model.frequency_priors
        self._connection.execute(
            "CREATE OR REPLACE TEMP TABLE paired_features AS"
            f" {with_frequencies_sql(columns, 'unweighted_features')}"
        )
        return PairScorer(self._connection, self._model.settings(), "paired_features")


def _columns_read(model: IdentityModel) -> list[str]:
    """The key and the feature columns that the model's comparisons name."""
    conditions = [sql for c in model.comparisons for sql in (c.missing, *(level.sql for level in c.levels))]
    named = {name for sql in conditions for name in re.findall(r"(\w+)_[lr]\b", sql)}
    return ["record_no", *sorted(named | model.frequency_priors.keys())]
