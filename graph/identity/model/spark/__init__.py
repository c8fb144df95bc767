"""The engine for more records than one machine scores: the same model on Splink's Spark backend.

Needs the extra `spark` and Java 17 or newer; nothing of it is imported before it is used.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from graph.errors import IdentityError
from graph.identity.model.pairs.engines import Engine
from graph.identity.rules import SparkRules


@contextmanager
def open_engine(connection: duckdb.DuckDBPyConnection, place: SparkRules) -> Iterator[Engine]:
    """An engine whose candidate pairs are made and scored on Spark, as long as the block lasts.

    It reads the connection's `features` and `frequencies`, and what it makes there equals what the engine of
    DuckDB makes. Raises IdentityError where Spark is not installed or does not start.
    """
    require_spark()
    from graph.identity.model.spark.scoring import SparkEngine
    from graph.identity.model.spark.session import spark_session

    exchange = TemporaryDirectory(prefix="ckg-spark-", dir=place.folder)
    with exchange as folder, spark_session(place.master) as session:
        yield SparkEngine(session, connection, Path(folder))


def require_spark() -> None:
    """Raise IdentityError with what to do unless pyspark is installed."""
    if find_spec("pyspark") is None:
        raise IdentityError(
            "`engine: spark` needs pyspark, which is not installed.",
            "Install the extra, in the project's folder: pip install '.[spark]', or use `engine: duckdb`.",
        )
