"""Which engine a run uses, as long as it needs one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from graph.identity.model import spark
from graph.identity.model.pairs.engines import DuckEngine, Engine
from graph.identity.rules import Rules


@contextmanager
def open_engine(connection: duckdb.DuckDBPyConnection, rules: Rules) -> Iterator[Engine]:
    """The engine that the rules name, as long as the block lasts.

    Raises IdentityError where it is Spark and Spark is not installed or does not start.
    """
    if rules.engine == "spark":
        with spark.open_engine(connection, rules.spark) as cluster:
            yield cluster
        return
    engine = DuckEngine(connection)
    try:
        yield engine
    finally:
        engine.close()
