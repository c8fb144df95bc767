"""Candidate pairs and their weights on Spark, from the tables of a DuckDB connection and back to one."""

# ruff: noqa: S608 - the SQL is put together from this package's own table and column names alone

from __future__ import annotations

import logging
import warnings
from collections.abc import Sequence
from pathlib import Path
from secrets import token_hex

import duckdb
from pyspark.sql import DataFrame, SparkSession
from splink import Linker
from splink.backends.spark import SparkAPI

from graph.identity.model.blocking.plan import BlockingRule, pairs_sql
from graph.identity.model.comparisons.frequencies import with_frequencies_sql
from graph.identity.model.identity_model import IdentityModel
from graph.identity.model.pairs.contents import drawn_sql
from graph.identity.model.pairs.scoring import FLOOR
from graph.identity.model.spark.dialect import spark_settings, to_spark


class SparkEngine:
    """Candidate pairs of a connection's `features` on Spark; tables travel as Parquet through `folder`.

    Pairs of one set of rules are made once, and are never all in this process.
    """

    def __init__(self, session: SparkSession, connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
        self._session, self._connection, self._folder = session, connection, folder
        self._made: tuple[tuple[str, ...], ...] | None = None

    def sample(self, rules: Sequence[BlockingRule], most: int) -> float:
        """See Engine."""
        self._make_pairs(rules)
        [(total,)] = self._session.sql("SELECT count(*) FROM candidate_pairs").collect()
        share = min(1.0, most / max(int(total), 1))
        self._send("contents")
        self._receive(self._session.sql(drawn_sql(share)), "observed")
        return share

    def score(self, model: IdentityModel) -> None:
        """See Engine."""
        self._make_pairs(model.rules)
        self._send("frequencies")
        self._receive(score_views(self._session, model), "links")

    def _make_pairs(self, rules: Sequence[BlockingRule]) -> None:
        columns = tuple(rule.columns for rule in rules)
        if self._made != columns:
            self._send("features")
            path = self._path("pairs")
            pairs = f"SELECT *, '0' AS match_key FROM ({to_spark(pairs_sql(rules))})"
            self._session.sql(pairs).write.parquet(path)
            self._session.read.parquet(path).createOrReplaceTempView("candidate_pairs")
            self._made = columns

    def _path(self, name: str) -> str:
        return str(self._folder / f"{name}-{token_hex(4)}")

    def _send(self, table: str) -> None:
        """Make the connection's table a view of the session, as it is now."""
        path = f"{self._path(table)}.parquet"
        self._connection.execute(f"COPY {table} TO '{path}' (FORMAT parquet)")
        self._session.read.parquet(path).createOrReplaceTempView(table)

    def _receive(self, frame: DataFrame, table: str) -> None:
        """Make a table of the connection of what Spark computes."""
        path = self._path(table)
        frame.write.parquet(path)
        self._connection.execute(
            f"CREATE OR REPLACE TABLE {table} AS SELECT * FROM read_parquet('{path}/*.parquet')"
        )


def score_views(session: SparkSession, model: IdentityModel) -> DataFrame:
    """The links among the session's `features`, with the columns of the engine's table `links`.

    `features`, `frequencies` and `candidate_pairs` are views of the session, of whatever they were read from.
    """
    api = SparkAPI(  # type: ignore[no-untyped-call]  # Splink's
        spark_session=session, register_udfs_automatically=False, break_lineage_method="persist"
    )
    linker = _linker(session, model, api)
    linker.table_management.register_blocked_pairs_for_predict(api.register("candidate_pairs"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Splink warns of untrained models; ours are trained outside it
        scored = linker.inference.predict(threshold_match_weight=FLOOR, warning_mode="never").physical_name
    weight = f"match_weight + {to_spark(model.household_weight)}"
    return session.sql(
        f"""SELECT record_l, record_r, weight, 1 / (1 + pow(2, -weight)) AS probability, 'model' AS tier
        FROM (
            SELECT least(l.record_id, r.record_id) AS record_l,
                greatest(l.record_id, r.record_id) AS record_r, {weight} AS weight
            FROM {scored} JOIN features AS l ON l.record_no = record_no_l
            JOIN features AS r ON r.record_no = record_no_r
        ) WHERE weight >= {FLOOR}"""
    )


def _linker(session: SparkSession, model: IdentityModel, api: SparkAPI) -> Linker:
    logging.getLogger("splink").setLevel(logging.ERROR)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # as above
        linker = Linker(api.register("features"), spark_settings(model), log_level=logging.ERROR)
    for column in model.frequency_priors:
        # Every value that occurs, with the model's frequency: Splink would take its own count for the others.
        lookup = f"frequencies_of_{column}"
        session.sql(
            f"SELECT DISTINCT {column}, tf_{column} FROM ({with_frequencies_sql([column])})"
            f" WHERE {column} IS NOT NULL"
        ).createOrReplaceTempView(lookup)
        linker.table_management.register_term_frequency_lookup(api.register(lookup), column)
    return linker
