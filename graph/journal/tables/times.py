"""Times as DuckDB gives them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import duckdb


def in_utc(value: Any) -> Any:
    """A time in UTC, anything else as it is.

    DuckDB names the machine's time zone. To ArcadeDB one moment in two zones is not equal, and both stores
    keep the name: it would be in the text of the time.
    """
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def moment_after(
    connection: duckdb.DuckDBPyConnection, latest: str, other: datetime | None = None
) -> datetime:
    """The time now, or a moment after the time that the query `latest` finds, and an other one, where the
    clock is behind that.

    So what a steward or a run does later is dated later, whatever the clock says.
    """
    found: datetime | None = connection.execute(latest).fetchall()[0][0]
    known = [it.astimezone(UTC) + timedelta(microseconds=1) for it in (found, other) if it is not None]
    return max([datetime.now(UTC), *known])
