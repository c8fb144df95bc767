"""Moments as programs count them: days of spreadsheets, seconds since 1970, ticks of Windows and .NET."""

import re
from datetime import UTC, datetime, timedelta

from ingest.cleaning.base import InvalidValue

END_OF_TIME = 9000
"""From this year on a moment means that there is no end."""

SERIAL = re.compile(r"[1-9]\d{4}(?:[.,]\d{1,15})?")
_YEAR_FIRST = re.compile(r"(?:19|20|21)\d{10}(?:\d{2}(?:\d{3})?)?")
_SECONDS = re.compile(r"([1-9]\d{9})(?:[.,](?=\d)|(?=(?:\d{3}){0,3}$))(\d{0,9})")
"""Since 1970, with thousandths, millionths or billionths of them behind it or after a mark."""

_LAST_YEAR = (253_370_764_800, 253_402_300_800)
"""The seconds of 9999, from and until; as thousandths they would be days of January 1978."""
_LENGTHS_OF_LAST = (12, 15, 18)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICKS = (
    (datetime(1601, 1, 1, tzinfo=UTC), 119_000_000_000_000_000, 160_000_000_000_000_000),
    (datetime(1, 1, 1, tzinfo=UTC), 625_000_000_000_000_000, 670_000_000_000_000_000),
)
"""From when Windows and .NET count, and the least and greatest count that is near: billionths since 1970 of
that size would be of 1974 and 1990."""
_SERIAL_START = datetime(1899, 12, 30)  # noqa: DTZ001 - a day of no zone
"""From here spreadsheets count days, in numbers of five digits since 1927; of four, they would be years."""


def serial_moment(text: str) -> datetime:
    """What a spreadsheet's number of days stands for, to the second."""
    seconds = round(float(text.replace(",", ".")) * 86_400)
    return _SERIAL_START + timedelta(seconds=seconds)


def of_digits(text: str) -> datetime | None:
    """The moment of a text of digits alone: `20240101123045`, or seconds since 1970; None if it is none.

    Raises InvalidValue where it is no time of the calendar.
    """
    if _YEAR_FIRST.fullmatch(text):
        try:
            moment = datetime.strptime(text[:14].ljust(14, "0"), "%Y%m%d%H%M%S")  # noqa: DTZ007 - zone: later
        except ValueError as error:
            raise InvalidValue("is not a time of the calendar") from error
        return moment + timedelta(milliseconds=int(text[14:] or 0))
    if text.isdecimal() and len(text) in _LENGTHS_OF_LAST:
        counted = since_1970(int(text))
        if counted and (counted.year >= END_OF_TIME or of_ticks(int(text))):
            return counted
    if found := _SECONDS.fullmatch(text):
        return _EPOCH + timedelta(seconds=int(found[1]), microseconds=int(found[2][:6].ljust(6, "0")))
    return None


def of_ticks(number: float) -> datetime | None:
    """The moment so many ten millionths of seconds after 1601 or the year 1, as Windows and .NET count."""
    for start, least, most in _TICKS:
        if least < number < most:
            return start + timedelta(microseconds=number // 10)
    return None


def since_1970(number: float) -> datetime | None:
    """The moment so many seconds after 1970, or milli-, micro- or nanoseconds, told apart by their size; or
    what Windows and .NET count.

    None for numbers that are none of these between 1973 and 2286, nor in 9999, which means "no end".
    """
    if moment := of_ticks(number):
        return moment
    if any(_LAST_YEAR[0] <= number // unit < _LAST_YEAR[1] for unit in (1, 10**3, 10**6)):
        return datetime(END_OF_TIME, 1, 1, tzinfo=UTC)
    for unit in (10**6, 10**3, 1):
        if 10**14 < number * unit < 10**16:
            return _EPOCH + timedelta(microseconds=round(number * unit))
    return _EPOCH + timedelta(microseconds=number // 1000) if 10**17 < number < 10**19 else None
