"""Candidate pairs and their weights on Spark, from the tables of a DuckDB connection and back to one."""

from __future__ import annotations

import logging
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
from pyspark.sql import DataFrame, SparkSession
from splink import Linker
from splink.backends.spark import SparkAPI

from graph.identity.blocking import pairs_sql
from graph.identity.engine import FLOOR
from graph.identity.frequencies import with_frequencies_sql
from graph.identity.model import IdentityModel
from graph.identity.spark.dialect import spark_settings, to_spark

_EXCHANGED = ("features", "frequencies")


def score_tables(
    session: SparkSession, connection: duckdb.DuckDBPyConnection, model: IdentityModel, folder: Path | None
) -> None:
    """Fill the connection's table `links` from its `features` and `frequencies`.

    They travel as Parquet through a folder inside `folder`, or the system's place for temporary files; it is
    deleted afterwards.
    """
    with TemporaryDirectory(prefix="ckg-spark-", dir=folder) as exchange:
        for name in _EXCHANGED:
            path = str(Path(exchange) / f"{name}.parquet")
            connection.execute(f"COPY {name} TO '{path}' (FORMAT parquet)")
            session.read.parquet(path).createOrReplaceTempView(name)
        scored = str(Path(exchange) / "links")
        score_views(session, model).write.parquet(scored)
        connection.execute(
            f"CREATE OR REPLACE TABLE links AS SELECT * FROM read_parquet('{scored}/*.parquet')"  # noqa: S608 - a folder of our own
        )


def score_views(session: SparkSession, model: IdentityModel) -> DataFrame:
    """The links among the session's `features`, with the columns of the engine's table `links`.

    `features` and `frequencies` are views of the session, of whatever they were read from.
    """
    api = SparkAPI(  # type: ignore[no-untyped-call]  # Splink's
        spark_session=session, register_udfs_automatically=False, break_lineage_method="persist"
    )
    linker = _linker(session, model, api)
    pairs = to_spark(pairs_sql(model.rules))
    session.sql(f"SELECT *, '0' AS match_key FROM ({pairs})").createOrReplaceTempView(  # noqa: S608 - own names
        "candidate_pairs"
    )
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
        ) WHERE weight >= {FLOOR}"""  # noqa: S608 - own names
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
            f"SELECT DISTINCT {column}, tf_{column} FROM ({with_frequencies_sql([column])})"  # noqa: S608 - own names
            f" WHERE {column} IS NOT NULL"
        ).createOrReplaceTempView(lookup)
        linker.table_management.register_term_frequency_lookup(api.register(lookup), column)
    return linker
