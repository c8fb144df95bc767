"""Where reading a table goes on: the greatest value of its cursor that was read, and how far to go back."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from graph.errors import IngestError

AHEAD = timedelta(days=1)
"""How far a time may be ahead of our clock; what is dated later would hide all that comes before it."""
_NUMBERS = int | float | Decimal
_ENDLESS = "infinity"
"""What PostgreSQL gives for a time that is later than any."""
_UNITS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}
_UNSORTED = re.compile(r"\d{1,2}[ ./-](?:\d{1,2}|[A-Za-z]{3,9})[ ./-]\d{2,4}\b.*|[+-]\d.*")
"""Texts that do not sort as what they stand for grows: days in front of years, numbers with a sign."""
_DIGITS = re.compile(r"\d[\d./-]*")
"""Texts that sort as what they stand for grows where all are equally long: `99` is behind `105`."""
_LAG = re.compile(r"(\d{1,9})(?: ?(second|minute|hour|day)s?)?")
_READ: dict[str, Callable[[str], Any]] = {
    "int": int,
    "float": float,
    "Decimal": Decimal,
    "str": str,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
}


def parse_lag(text: str) -> int | timedelta | None:
    """A lag written as `5 minutes`, or `100` for numbers; None where it is neither."""
    found = _LAG.fullmatch(text)
    if found is None:
        return None
    return int(found[1]) * timedelta(seconds=_UNITS[found[2]]) if found[2] else int(found[1])


def written(value: Any) -> str:
    """A value as it is kept in the journal; raises IngestError for a type that has no order to go by."""
    kind = type(value).__name__
    if kind not in _READ:
        raise IngestError(
            f"A cursor of type {kind} cannot be gone by.",
            "Name a column of whole numbers or times under `cursor`.",
        )
    return json.dumps([kind, value.isoformat() if isinstance(value, date) else str(value)])


def read(text: str) -> Any:
    """The value that was kept."""
    kind, value = json.loads(text)
    return _READ[kind](value)


def sorts_by_length(value: Any) -> bool:
    """Whether a value is of those that sort as they grow only where all are equally long."""
    return isinstance(value, str) and _DIGITS.fullmatch(value) is not None


def check(value: Any, lag: int | timedelta, *, lengths: int) -> None:
    """Raises IngestError for a value by which no reading can go on, or which the lag does not go with.

    `lengths` says how many lengths texts such as this one have.
    """
    if isinstance(value, str) and (_UNSORTED.fullmatch(value) or lengths > 1):
        raise IngestError(
            "The cursor is text in which numbers, or days before years, stand: it does not sort as it grows.",
            "Make it a number or a time in a `query` (CAST), or name another column under `cursor`.",
        )
    if isinstance(value, float | Decimal) and math.isnan(value):
        raise IngestError(
            "The cursor holds NaN, which is greater than any number: what comes later would never be read.",
            "Leave these rows out in a `query`, or name another column under `cursor`.",
        )
    back(value, lag)


def check_kind(since: Any, value: Any) -> None:
    """Raises IngestError where the cursor is of another type than that by which the last reading ended."""
    if not _alike(since, value):
        raise IngestError(
            f"The cursor was {_told(since)} when it was read last, and is {_told(value)} now.",
            "Ingest once with --full: it reads everything, and later readings go on from there.",
        )


def _told(value: Any) -> str:
    if isinstance(value, datetime):
        return f"a time {'with' if value.tzinfo else 'without'} a zone"
    return f"of type {type(value).__name__}"


def went_back(since: Any, value: Any) -> bool:
    """Whether a cursor ends before where the last reading of it ended."""
    return _alike(since, value) and bool(value < since)


def _alike(one: Any, other: Any) -> bool:
    if isinstance(one, datetime) and isinstance(other, datetime):
        return (one.tzinfo is None) == (other.tzinfo is None)
    return type(one) is type(other) or (isinstance(one, _NUMBERS) and isinstance(other, _NUMBERS))


def back(value: Any, lag: int | timedelta) -> Any:
    """The value less the lag; raises IngestError where they do not go together."""
    if not lag:
        return value
    try:
        if isinstance(lag, int):
            return value - lag if isinstance(value, int | float | Decimal) else _mismatch(value)
        if isinstance(value, str):
            return _shifted(value, -lag)
        if isinstance(value, datetime):
            return value - lag
        return value - max(lag, timedelta(days=1)) if isinstance(value, date) else _mismatch(value)
    except (OverflowError, ValueError):
        return _mismatch(value)


def latest(value: Any) -> Any:
    """The latest value of the kind of this one that a clock can have told; None where it is no time."""
    limit = datetime.now(UTC) + AHEAD
    if isinstance(value, datetime):
        return limit if value.tzinfo else limit.replace(tzinfo=None)
    if isinstance(value, date):
        return limit.date()
    if value == _ENDLESS:
        return limit
    if isinstance(value, str):
        try:
            return _shifted(value, limit - _aware(datetime.fromisoformat(value)))
        except (ValueError, OverflowError):
            return None
    return None


def _shifted(text: str, by: timedelta) -> str:
    """A time in a text, moved, and written in the same way; raises ValueError for any other text."""
    form = _form(text)
    if form(datetime.fromisoformat(text)) != text:
        raise ValueError
    return form(datetime.fromisoformat(text) + by)


def _form(text: str) -> Callable[[datetime], str]:
    """How a time is written that is written like this one."""
    if len(text) <= len("2024-01-31"):
        return lambda time: time.strftime("%Y%m%d") if text.isdigit() else time.date().isoformat()
    separator, fraction = text[10], re.search(r"\.(\d+)", text)
    seconds = (
        "microseconds" if fraction and len(fraction[1]) > 3 else "milliseconds" if fraction else "seconds"
    )

    def form(time: datetime) -> str:
        shown = time.isoformat(separator, seconds)
        return f"{shown.removesuffix('+00:00')}Z" if text.endswith("Z") else shown

    return form


def _aware(time: datetime) -> datetime:
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def _mismatch(value: Any) -> Any:
    raise IngestError(
        f"The `lag` does not go with a cursor of type {type(value).__name__}.",
        "Write a number for numbers, a time (`5 minutes`) for times.",
    )
