"""Records whose features tests ask about: all are made at once, as a row depends on its record alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

RECORDS: list[dict[str, Any]] = []
"""Fields of the records that tests ask about."""

Features = Callable[..., tuple[Any, ...]]


def told(**fields: Any) -> str:
    """The id of a record of these fields, which will be there when tests run."""
    RECORDS.append(fields)
    return f"r{len(RECORDS)}"
