"""Dates of birth, which may be partial, and times, which are exact to the day at least."""

import re
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, ClassVar
from zoneinfo import ZoneInfo, available_timezones

from graph.placeholders.listed import placeholders
from ingest.cleaning.base import Context, InvalidValue, Kept, ValueType, as_text
from ingest.cleaning.dates.counted import END_OF_TIME, SERIAL, of_digits, serial_moment, since_1970
from ingest.cleaning.dates.forms import usual_form
from ingest.cleaning.dates.words import LETTERS, plain_date
from ingest.cleaning.dates.written_dates import (
    FARTHEST_ZONE,
    Parts,
    clock_of,
    in_our_calendar,
    is_zero,
    parts,
    with_clock,
    written_out,
)
from ingest.cleaning.dates.zones import with_offset
from ingest.cleaning.spreadsheets import whole_digits

_NO_YEARS = (0, 1604)
"""Years that address books write where none is known."""

_COUNTED, _THOUSANDTHS = re.compile(r"\d{9,13}|-\d{8,13}"), 10**10
"""A moment that is counted from 1970 on, and from where on in thousandths; eight digits are a day."""

_MOMENT = len("20240701123015")
"""Digits that a date with a clock has at least; fewer are a count."""

_ZONE_NAME = re.compile(r"\s*\[(?P<name>[\w/+-]+)\]$|\s+(?P<plain>[A-Z][A-Za-z]+/[\w/+-]+)$")
"""Behind a time: `[Europe/Berlin]`, as Java writes it, or bare."""

_BEGINNINGS = frozenset(datetime(year, 1, 1) for year in (1900, 1970))  # noqa: DTZ001 - of whatever zone
_YEARS_OF_BEGINNINGS = (1899, 1900, 1969, 1970)
"""From when databases and Unix count, midnight of the source or of UTC, and the years where that is."""

_YEARS_AHEAD = 20
"""How far ahead a year of two digits may lie where a date need not be over."""


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


class BirthDate(ValueType):
    """A date of birth, ISO 8601, as exact as the source knows it."""

    longest: ClassVar[int] = 80

    def clean(self, text: str, context: Context) -> str | Kept | None:
        """`1971-06-24`, `1971-06` or `1971`; None for a date of zeros.

        Kept where day or month are impossible, where the day depends on a time zone, and where the date is
        one of those that are often filled in. Raises InvalidValue.
        """
        text = _plain(text, context)
        if is_zero(text):
            return None
        if isinstance(context.dates, str) and _COUNTED.fullmatch(text):
            return _birth_of_count(int(text), context)
        if isinstance(context.dates, str) and len(text) >= _MOMENT and (moment := of_digits(text)):
            return _birth_of_moment(moment, context)
        clock = clock_of(text) if isinstance(context.dates, str) else None
        written = _born_before_now(parts(text[: clock.start()].strip() if clock else text, context), text)
        if clock is None or not _is_day(written):
            return _checked_birth(written)
        return _birth_of_moment(with_clock(datetime(*written), clock), context)  # noqa: DTZ001 - of its clock

    def native(self, value: object, context: Context) -> Any:
        """Of a time its date."""
        if isinstance(value, datetime):
            return _birth_of_moment(value, context)
        if isinstance(value, date):
            return _checked_birth(Parts(value.year, value.month, value.day))
        return super().native(value, context)


def _plain(text: str, context: Context) -> str:
    """A date without what programs and languages made of it; one in the formats of the mapping as it is."""
    text = whole_digits(text)
    return plain_date(usual_form(text), context.country) if isinstance(context.dates, str) else text


def _without_zone(text: str, context: Context) -> tuple[str, Context]:
    """A time without the name of a zone behind it, and the context with that zone."""
    text = with_offset(text, context.country)
    found = _ZONE_NAME.search(text)
    name = found and (found["name"] or found["plain"])
    if not found or not name or name not in _zone_names():
        return text, context
    return text[: found.start()], replace(context, timezone=name)


@lru_cache(maxsize=1)
def _zone_names() -> frozenset[str]:
    return frozenset(available_timezones())


def _born_before_now(written: Parts, text: str) -> Parts:
    """A year of two digits, as the latest in which the day was not yet to come."""
    ahead = _is_day(written) and date(*written) > datetime.now(UTC).date()
    return written._replace(year=written.year - 100) if ahead and not re.search(r"\d{4}", text) else written


def _is_day(written: Parts) -> bool:
    """Whether it is a day of the calendar."""
    try:
        date(*written)
    except ValueError:
        return False
    return True


def _birth_of_moment(moment: datetime, context: Context) -> str | Kept:
    """The birthday that was made a moment: of the zone in which the moment is midnight, if that is the
    written one or the source's; a browser in Berlin writes 4 May 1980 as 1980-05-03T22:00:00Z."""
    if day := _midnight_day(moment, _zone(context.timezone)):
        return _checked_birth(Parts(day.year, day.month, day.day))
    written = Parts(moment.year, moment.month, moment.day)
    if moment.tzinfo is None or moment.astimezone(_zone(context.timezone)).date() == moment.date():
        return _checked_birth(written)
    kept = _checked_birth(written._replace(day=0))
    value = kept.value if isinstance(kept, Kept) else kept
    return Kept(value, "is a moment whose day depends on the time zone; year and month were kept")


def _birth_of_count(count: int, context: Context) -> str | Kept:
    """The birthday whose midnight so many seconds after 1970, or thousandths of them, are; raises
    InvalidValue where they are none."""
    seconds = count / 1000 if abs(count) >= _THOUSANDTHS else count
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    if day := _midnight_day(moment, _zone(context.timezone)):
        return _checked_birth(Parts(day.year, day.month, day.day))
    raise InvalidValue("is not a date")


def _midnight_day(moment: datetime, zone: ZoneInfo) -> date | None:
    """The day that begins with the moment as it is written, or in the zone, in summer or winter time, or in
    UTC."""
    if moment.time() == time():
        return moment.date()
    universal = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    offsets = [universal.astimezone(zone).utcoffset(), *_offsets(zone), timedelta()]
    shifted = [universal + offset for offset in offsets if offset is not None]
    return next((day.date() for day in shifted if day.time() == time()), None)


@lru_cache(maxsize=64)
def _offsets(zone: ZoneInfo) -> tuple[timedelta | None, ...]:
    """Those of summer and winter: programs apply today's summer time to years that had none."""
    return tuple(datetime(2000, month, 1, tzinfo=zone).utcoffset() for month in (1, 7))


def _checked_birth(written: Parts) -> str | Kept:
    """The date as ISO text as far as it can be; raises InvalidValue."""
    today = datetime.now(UTC).date()
    if written.year in _NO_YEARS and written.month:
        raise InvalidValue("has no year")
    if not 100 <= written.year <= today.year:
        raise InvalidValue("has an impossible year")
    year = f"{written.year:04d}"
    if not written.month:
        return year
    if written.month > 12:
        return Kept(year, "has an impossible month; the year was kept")
    month = f"{year}-{written.month:02d}"
    if not written.day:
        return _unlike_placeholders(month)
    if not _is_day(written):
        return Kept(month, "has an impossible day; year and month were kept")
    born = date(*written)
    if born > today:
        raise InvalidValue("lies in the future")
    return _unlike_placeholders(born.isoformat())


def _unlike_placeholders(born: str) -> str | Kept:
    if born in placeholders("birth_date"):
        raise InvalidValue("is a placeholder, not a birth date")
    if born in placeholders("likely_birth_date"):
        return Kept(born, "is often filled in where no date is known; kept, but no evidence of who it is")
    return born


class Time(ValueType):
    """A moment, in UTC; a date without a clock time is its midnight in the source's time zone."""

    longest: ClassVar[int] = 80

    def clean(self, text: str, context: Context) -> datetime | None:
        """The time in UTC; None for a date of zeros and for year 9999, which means "no end".

        Raises InvalidValue.
        """
        text, context = _without_zone(_plain(text, context), context)
        if is_zero(text):
            return None
        return self.believed(_in_utc(_moment(text, context), context), context)

    def native(self, value: object, context: Context) -> datetime | None:
        """Seconds since 1970 are understood too, and their thousandths, millionths and so on."""
        if isinstance(value, datetime):
            return self.believed(_in_utc(value, context), context)
        number = float(value) if isinstance(value, Decimal) else value
        if isinstance(number, int | float) and not isinstance(value, bool) and (moment := since_1970(number)):
            return self.believed(_in_utc(moment, context), context)
        return self.clean(as_text(value), context)

    def believed(self, moment: datetime | None, context: Context) -> datetime | None:
        """The moment; raises InvalidValue for one at which programs begin to count, as they write where there
        is none."""
        if _is_beginning(moment, context):
            raise InvalidValue("is where programs begin to count, not a time")
        return moment


class RequiredTime(Time):
    """A moment without which its row says nothing: a denial is one, whatever time a program wrote."""

    def clean(self, text: str, context: Context) -> Any:
        """The time in UTC; Kept where it is one at which programs begin to count. Raises InvalidValue."""
        return _remarked(super().clean(text, context), context)

    def native(self, value: object, context: Context) -> Any:
        """The same of a value that is no text."""
        found = super().native(value, context)
        return found if isinstance(found, Kept) else _remarked(found, context)

    def believed(self, moment: datetime | None, context: Context) -> datetime | None:
        """Whatever moment it is."""
        del context
        return moment


def _remarked(moment: datetime | None, context: Context) -> datetime | Kept | None:
    if _is_beginning(moment, context):
        return Kept(moment, "is where programs begin to count, and may be no time; it was kept")
    return moment


def _is_beginning(moment: datetime | None, context: Context) -> bool:
    """Whether programs begin to count at a moment."""
    if moment is None or moment.year not in _YEARS_OF_BEGINNINGS:
        return False
    local = moment.astimezone(_zone(context.timezone)).replace(tzinfo=None)
    return not _BEGINNINGS.isdisjoint((local, moment.replace(tzinfo=None)))


def _moment(text: str, context: Context) -> datetime:
    """The moment that a text states, with its zone if it tells one; raises InvalidValue."""
    if isinstance(context.dates, tuple):
        return _moment_by_formats(text, context.dates)
    if (moment := of_digits(text)) is not None:
        return moment
    with suppress(ValueError):
        return datetime.fromisoformat(text)
    if clock := clock_of(text):
        return with_clock(_day(text[: clock.start()].strip(), context), clock)
    if SERIAL.fullmatch(text):
        return serial_moment(text)
    return written_out(text, context) if LETTERS.search(text) else _day(text, context)


def _day(text: str, context: Context) -> datetime:
    written = parts(text, context, datetime.now(UTC).year + _YEARS_AHEAD)
    if not written.month or not written.day:
        raise InvalidValue("is not exact to the day")
    try:
        return datetime(*written)  # noqa: DTZ001 - the source's time zone is put in by _in_utc
    except ValueError as error:
        raise InvalidValue("is not a date of the calendar") from error


def _moment_by_formats(text: str, formats: tuple[str, ...]) -> datetime:
    for form in formats:
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007 - the source's zone is put in by _in_utc
        except ValueError:
            continue
    raise InvalidValue("does not have the date format of the mapping")


def _in_utc(moment: datetime, context: Context) -> datetime | None:
    moment = in_our_calendar(moment, context)
    if moment.year >= END_OF_TIME:
        return None
    if abs(moment.utcoffset() or timedelta()) > FARTHEST_ZONE:
        raise InvalidValue("has an impossible time zone")
    if not 1900 <= moment.year <= 2200:
        raise InvalidValue("has an impossible year")
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=_zone(context.timezone))
    return moment.astimezone(UTC)
