"""DuckDB as this program uses it, whatever the machine's own settings are."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb


def connect(
    file: Path | str = ":memory:", config: Mapping[str, Any] | None = None
) -> duckdb.DuckDBPyConnection:
    """A new database, or that of a file, with which the caller does as with one of `duckdb.connect`.

    Days and local times are those of UTC in all its connections. In the zone of the machine a day is an hour
    longer or shorter twice a year, and a result would depend on where it was computed.
    """
    connection = duckdb.connect(str(file), config=dict(config or {}))  # noqa: TID251 - the one place
    connection.execute("SET GLOBAL TimeZone = 'UTC'")
    return connection
