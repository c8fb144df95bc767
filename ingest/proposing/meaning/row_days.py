"""The days in the rows of a column, in whatever order they are written."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from ingest.cleaning.base import Context, InvalidValue
from ingest.cleaning.dates.times import Time
from ingest.proposing.meaning.columns import Column, shown

_ORDERS = ("YMD", "DMY", "MDY")
_NEARLY_ALL = 0.95


def are_days(column: Column) -> bool:
    """Whether nearly all values are dates."""
    return column.is_like("date") >= _NEARLY_ALL


def days_of(column: Column) -> list[datetime | None]:
    """The times of the rows, read in the first order in which they all can be, if any."""
    texts = [shown(value) for value in column.values]
    for order in _ORDERS:
        with suppress(InvalidValue):
            return [Time().clean(text, Context(dates=order)) if text else None for text in texts]
    return []


def is_before(column: Column, other: Column) -> bool:
    """Whether the days of a column are hardly ever later than those of another one."""
    rows = zip(days_of(column), days_of(other), strict=False)
    told = [one <= later for one, later in rows if one and later]
    return sum(told) >= _NEARLY_ALL * len(told)
