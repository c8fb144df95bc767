"""The engine for more records than one machine scores: the same model on Splink's Spark backend.

Needs the extra `spark` and Java 17 or newer; nothing of it is imported before it is used.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import duckdb

from graph.errors import IdentityError
from graph.identity.model import IdentityModel


@dataclass(frozen=True)
class SparkPlace:
    """Where Spark runs: the address of its master, and a folder that this process and all of its workers see,
    through which tables travel. The default is inside this machine, on all of its cores."""

    master: str = "local[*]"
    folder: Path | None = None


_HERE = SparkPlace()


def score_all(connection: duckdb.DuckDBPyConnection, model: IdentityModel, place: SparkPlace = _HERE) -> None:
    """What `engine.score_all` does, on a Spark cluster: fills table `links`, equal to the engine's.

    Reads the connection's `features` and `frequencies`. Raises IdentityError where Spark is not installed or
    does not start.
    """
    require_spark()
    from graph.identity.spark.scoring import score_tables
    from graph.identity.spark.session import spark_session

    with spark_session(place.master) as session:
        score_tables(session, connection, model, place.folder)


def require_spark() -> None:
    """Raise IdentityError with what to do unless pyspark is installed."""
    if find_spec("pyspark") is None:
        raise IdentityError(
            "`engine: spark` needs pyspark, which is not installed.",
            "Install the extra: pip install 'customer-knowledge-graph[spark]', or use `engine: duckdb`.",
        )
