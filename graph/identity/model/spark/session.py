"""A Spark session with the functions that the model's comparisons need."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pyarrow as pa
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession
from pyspark.sql.functions import arrow_udf  # type: ignore[attr-defined]  # it is, but its stubs lack it
from pyspark.sql.types import DoubleType
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler
from splink.backends.spark import similarity_jar_location

from graph.errors import IdentityError
from graph.identity.model.spark.dialect import JARO_WINKLER

_EDITS = "uk.gov.moj.dash.linkage.LevDamerauDistance"
"""Damerau-Levenshtein distance in the jar that Splink brings; its figures are DuckDB's."""

_LOCAL = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.shuffle.partitions": "2",
}


@contextmanager
def spark_session(master: str) -> Iterator[SparkSession]:
    """A session on the cluster at `master`, ended with the block; a local one listens on the loopback."""
    if master.startswith("local"):  # or workers take whatever python3 is first on the path
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(master).appName("customer knowledge graph")
    settings = {"spark.jars": similarity_jar_location(), "spark.ui.enabled": "false"}
    settings["spark.ui.showConsoleProgress"] = "false"
    for name, value in (settings | (_LOCAL if master.startswith("local") else {})).items():
        builder = builder.config(name, value)
    try:
        session = builder.getOrCreate()
    except (PySparkException, RuntimeError, OSError) as error:
        raise IdentityError(
            f"Spark does not start at {master}.", "It needs Java 17 or newer; set JAVA_HOME to one."
        ) from error
    try:
        session.sparkContext.setLogLevel("ERROR")
        _register_functions(session)
        yield session
    finally:
        session.stop()


def _register_functions(session: SparkSession) -> None:
    session.udf.registerJavaFunction("damerau_levenshtein", _EDITS, DoubleType())
    session.udf.register(JARO_WINKLER, arrow_udf(_jaro_winkler, DoubleType()))


def _jaro_winkler(left: pa.Array, right: pa.Array) -> pa.Array:  # type: ignore[type-arg]  # Spark reads these
    """Similarity of each pair, 0 where one is missing; rapidfuzz's, which DuckDB has too."""
    found = process.cpdist(
        left.to_pylist(), right.to_pylist(), scorer=JaroWinkler.similarity, dtype=np.float64
    )
    return pa.array(found, pa.float64())
