"""Times as DuckDB gives them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any


def in_utc(value: Any) -> Any:
    """A time in UTC, anything else as it is.

    DuckDB names the machine's time zone, and to ArcadeDB one moment in two zones is not equal.
    """
    return value.astimezone(UTC) if isinstance(value, datetime) else value
