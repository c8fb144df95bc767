"""Dates of birth, which may be partial, and times, which are exact to the day at least."""

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any, ClassVar, NamedTuple
from warnings import catch_warnings, simplefilter
from zoneinfo import ZoneInfo

from dateutil import parser as dateutil_parser

from graph.types import PropertyType
from ingest.cleaning.base import Context, InvalidValue, Kept, ValueType, as_text

_NUMERIC = re.compile(r"(\d{1,4})\s*([./\-\s])\s*(\d{1,2})\s*\2\s*(\d{1,4})\.?")
_COMPACT = re.compile(r"\d{8}")
_FIRST_COMPACT_YEAR = 1600
"""Were the year in front, 16 or more would stand where the month is."""

_YEAR_MONTH = re.compile(r"(\d{4})[-./](\d{1,2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-./](\d{4})")
_YEAR = re.compile(r"(?i)(?:ca\.?|um|circa|about|~|c\.)?\s*(\d{4})")
_CLOCK = re.compile(
    r"(?i)[T,\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,6})\d*)?)?\s*(am|pm|uhr)?\s*(z|utc|[+-]\d{2}:?\d{2})?$"
)
_MIDNIGHT = re.compile(r"(?i)[T\s]+00:00(:00(\.0+)?)?\s*(z|[+-]\d{2}:?\d{2})?$")


class _Names(dateutil_parser.parserinfo):
    """English and German names of months and weekdays."""

    MONTHS: list[tuple[str, ...]] = [  # type: ignore[assignment]  # noqa: RUF012 - as dateutil declares it, with more names
        ("Jan", "January", "Januar", "Jänner", "Jän"), ("Feb", "February", "Februar"),
        ("Mar", "March", "März", "Mär", "Mrz", "Maerz"), ("Apr", "April"), ("May", "Mai"),
        ("Jun", "June", "Juni"), ("Jul", "July", "Juli"), ("Aug", "August"),
        ("Sep", "Sept", "September"), ("Oct", "October", "Okt", "Oktober"), ("Nov", "November"),
        ("Dec", "December", "Dez", "Dezember"),
    ]  # fmt: skip
    WEEKDAYS: list[tuple[str, ...]] = [  # type: ignore[assignment]  # noqa: RUF012 - the same
        ("Mon", "Monday", "Montag", "Mo"), ("Tue", "Tuesday", "Dienstag", "Di"),
        ("Wed", "Wednesday", "Mittwoch", "Mi"), ("Thu", "Thursday", "Donnerstag", "Do"),
        ("Fri", "Friday", "Freitag", "Fr"), ("Sat", "Saturday", "Samstag", "Sonnabend", "Sa"),
        ("Sun", "Sunday", "Sonntag", "So"),
    ]  # fmt: skip


_NAMES = _Names()
_ZONES = {"UTC": 0, "GMT": 0, "CET": 3600, "CEST": 7200, "MEZ": 3600, "MESZ": 7200}
_LETTERS = re.compile(r"[^\W\d_]{3}")


class Parts(NamedTuple):
    """Year, month and day as written; month or day 0 where not known."""

    year: int
    month: int
    day: int


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def _full_year(digits: str) -> int:
    """Two digits mean the latest such year that has begun."""
    if len(digits) > 2:
        return int(digits)
    now = datetime.now(UTC).year
    year = now - now % 100 + int(digits)
    return year if year <= now else year - 100


def _ordered(first: str, second: str, third: str, order: str) -> Parts:
    """The parts in a given order; a four-digit first part is always a year."""
    if len(first) == 4 or (order == "YMD" and len(third) < 4):
        return Parts(_full_year(first), int(second), int(third))
    day, month = (first, second) if order != "MDY" else (second, first)
    if int(month) > 12 and int(day) <= 12:  # only the other order makes a date
        day, month = month, day
    return Parts(_full_year(third), int(month), int(day))


def _compact(digits: str, order: str) -> Parts:
    """Eight digits: the year comes last only where the source's order has it there and that makes a date."""
    if order != "YMD":
        last = _ordered(digits[:2], digits[2:4], digits[4:], order)
        if last.year >= _FIRST_COMPACT_YEAR and last.month <= 12 and last.day <= 31:
            return last
    return Parts(int(digits[:4]), int(digits[4:6]), int(digits[6:]))


def _with_names(text: str, order: str | tuple[str, ...]) -> tuple[datetime, datetime]:
    """A text with names of months, read over two defaults: parts in which they differ were not in it."""
    if not _LETTERS.search(text):
        raise InvalidValue("is not a date")
    try:
        with catch_warnings():
            simplefilter("error")  # dateutil warns of zones that it does not know
            first, second = (
                dateutil_parser.parse(text, _NAMES, default=default, dayfirst=order != "MDY", tzinfos=_ZONES)
                for default in (datetime(1904, 2, 2), datetime(1908, 3, 3))  # noqa: DTZ001 - put in by _in_utc
            )
    except (ValueError, OverflowError, TypeError, Warning) as error:
        raise InvalidValue("is not a date") from error
    return first, second


def _named(text: str, order: str) -> Parts:
    """A date with the month in letters."""
    one, two = _with_names(text, order)
    if one.year != two.year or one.month != two.month:
        raise InvalidValue("has no year or no month")
    # dateutil guesses two-digit years up to 50 years ahead; what was born is not ahead.
    year = one.year - 100 if one.year > datetime.now(UTC).year and not re.search(r"\d{4}", text) else one.year
    return Parts(year, one.month, one.day if one.day == two.day else 0)


def parts(text: str, context: Context) -> Parts:
    """Year, month and day of a written date, unchecked; raises InvalidValue."""
    if not isinstance(context.dates, str):
        return _by_formats(text, context.dates)
    if found := _NUMERIC.fullmatch(text):
        return _ordered(found[1], found[3], found[4], context.dates)
    if _COMPACT.fullmatch(text):
        return _compact(text, context.dates)
    if found := _YEAR_MONTH.fullmatch(text):
        return Parts(int(found[1]), int(found[2]), 0)
    if found := _MONTH_YEAR.fullmatch(text):
        return Parts(int(found[2]), int(found[1]), 0)
    if found := _YEAR.fullmatch(text):
        return Parts(int(found[1]), 0, 0)
    return _named(text, context.dates)


def _by_formats(text: str, formats: tuple[str, ...]) -> Parts:
    for form in formats:
        try:
            found = datetime.strptime(text, form)  # noqa: DTZ007 - only its date is used
        except ValueError:
            continue
        return Parts(
            found.year,
            found.month if re.search("%[mbBjxcD]", form) else 0,
            found.day if re.search("%[djxcD]", form) else 0,
        )
    raise InvalidValue("does not have the date format of the mapping")


class BirthDate(ValueType):
    """A date of birth, ISO 8601, as exact as the source knows it."""

    def clean(self, text: str, context: Context) -> str | Kept:
        """`1971-06-24`, `1971-06` or `1971`; Kept where day or month are impossible. Raises InvalidValue."""
        written = parts(_MIDNIGHT.sub("", text), context)
        today = datetime.now(UTC).date()
        if not 100 <= written.year <= today.year:
            raise InvalidValue("has an impossible year")
        return self._checked(written, today)

    def native(self, value: object, context: Context) -> Any:
        """Of a time its date."""
        if isinstance(value, date):
            return self._checked(Parts(value.year, value.month, value.day), datetime.now(UTC).date())
        return super().native(value, context)

    @staticmethod
    def _checked(written: Parts, today: date) -> str | Kept:
        year = f"{written.year:04d}"
        if not written.month:
            return year
        if written.month > 12:
            return Kept(year, "has an impossible month; the year was kept")
        month = f"{year}-{written.month:02d}"
        if not written.day:
            return month
        try:
            born = date(*written)
        except ValueError:
            return Kept(month, "has an impossible day; year and month were kept")
        if born > today:
            raise InvalidValue("lies in the future")
        return born.isoformat()


class Time(ValueType):
    """A moment, in UTC; a date without a clock time is its midnight in the source's time zone."""

    property_type: ClassVar[PropertyType | None] = PropertyType.TIME

    def clean(self, text: str, context: Context) -> datetime | None:
        """The time in UTC; None for year 9999, which means "no end". Raises InvalidValue."""
        if isinstance(context.dates, tuple):
            return _in_utc(_moment_by_formats(text, context.dates), context)
        try:
            return _in_utc(datetime.fromisoformat(text), context)
        except ValueError:
            pass
        if re.fullmatch(r"\d{10}|\d{13}", text):
            return self.native(int(text), context)
        clock = _CLOCK.search(text)
        if clock and not _LETTERS.search(text[: clock.start()]):
            return _in_utc(_with_clock(text[: clock.start()].strip(), clock, context), context)
        if clock or _LETTERS.search(text):
            return _in_utc(_written_out(text, context), context)
        return _in_utc(_day(text, context), context)

    def native(self, value: object, context: Context) -> datetime | None:
        """Seconds or milliseconds since 1970 are understood too."""
        if isinstance(value, datetime):
            return _in_utc(value, context)
        if isinstance(value, int | float) and not isinstance(value, bool) and 10**8 < value < 10**13:
            seconds = value / 1000 if value > 10**11 else value
            return _in_utc(datetime.fromtimestamp(seconds, UTC), context)
        return self.clean(as_text(value), context)


def _day(text: str, context: Context) -> datetime:
    written = parts(text, context)
    if not written.month or not written.day:
        raise InvalidValue("is not exact to the day")
    try:
        return datetime(*written)  # noqa: DTZ001 - the source's time zone is put in by _in_utc
    except ValueError as error:
        raise InvalidValue("is not a date of the calendar") from error


def _with_clock(day: str, clock: re.Match[str], context: Context) -> datetime:
    hour, minute, second = int(clock[1]), int(clock[2]), int(clock[3] or 0)
    half = (clock[5] or "").lower()
    if half in ("am", "pm"):
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59 or second > 60:
        raise InvalidValue("has an impossible time of day")
    offset = (clock[6] or "").upper().replace("UTC", "Z")
    moment = _day(day, context) + timedelta(
        hours=hour, minutes=minute, seconds=second, microseconds=int((clock[4] or "").ljust(6, "0"))
    )
    return datetime.fromisoformat(moment.isoformat() + offset)


def _written_out(text: str, context: Context) -> datetime:
    """A time with names of months; dateutil reads those."""
    one, two = _with_names(text, context.dates)
    if one != two:
        raise InvalidValue("is not exact to the day")
    return one


def _moment_by_formats(text: str, formats: tuple[str, ...]) -> datetime:
    for form in formats:
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007 - the source's zone is put in by _in_utc
        except ValueError:
            continue
    raise InvalidValue("does not have the date format of the mapping")


def _in_utc(moment: datetime, context: Context) -> datetime | None:
    if moment.year >= 9000:
        return None
    if not 1900 <= moment.year <= 2200:
        raise InvalidValue("has an impossible year")
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=_zone(context.timezone))
    return moment.astimezone(UTC)
