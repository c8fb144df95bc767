"""Weights for pairs of records: Splink's prediction over a given table of pairs."""

from __future__ import annotations

import logging
import warnings
from typing import Any

import duckdb
from splink import DuckDBAPI, Linker

from graph.identity.frequencies import with_frequencies_sql
from graph.identity.model import IdentityModel


class PairScorer:
    """Splink's linker over a feature table; it scores whatever pairs it is given."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, settings: dict[str, Any], features: str = "features"
    ) -> None:
        self._connection = connection
        self._api = DuckDBAPI(connection)
        logging.getLogger("splink").setLevel(logging.ERROR)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Splink warns of untrained models; ours are trained outside it
            self._linker = Linker(self._api.register(features), settings, log_level=logging.ERROR)

    @classmethod
    def of_model(cls, connection: duckdb.DuckDBPyConnection, model: IdentityModel) -> PairScorer:
        """A scorer with the model's weights over `features` and the saved `frequencies`."""
        columns = model.frequency_priors
        connection.execute(
            f"CREATE OR REPLACE TEMP VIEW scored_features AS {with_frequencies_sql(columns)}"
        )
        scorer = cls(connection, model.settings(), "scored_features")
        for column in columns:
            scorer._take_frequencies_from_features(column)
        return scorer

    def score(self, pairs: str, floor: float | None = None) -> str:
        """Score the table or view `pairs` (join_key_l, join_key_r, match_key); returns the result's name.

        The result has record_no_l, record_no_r, match_weight (log2), match_probability. Pairs below `floor`
        are left out. The caller drops the table.
        """
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            registered = self._api.register(pairs)
            self._linker.table_management.register_blocked_pairs_for_predict(registered)
            scored = self._linker.inference.predict(threshold_match_weight=floor, warning_mode="never")
        return str(scored.physical_name)

    def _take_frequencies_from_features(self, column: str) -> None:
        """Give Splink an empty look-up: it would count again what `scored_features` already carries."""
        name = f"no_frequencies_{column}"
        self._connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {name} ({column} VARCHAR, tf_{column} DOUBLE)"
        )
        self._linker.table_management.register_term_frequency_lookup(self._api.register(name), column)
