"""Dates of birth, which may be partial."""

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from graph.placeholders.listed import placeholders
from ingest.cleaning.base import Context, InvalidValue, PartialValue, ValueType
from ingest.cleaning.dates.counted import of_digits
from ingest.cleaning.dates.words import plain_text
from ingest.cleaning.dates.written_dates import Parts, clock_of, is_zero, parts, with_clock
from ingest.cleaning.dates.zones import zone_of

_NO_YEARS = (0, 1604)
"""Years that address books write where none is known."""

_COUNTED, _THOUSANDTHS = re.compile(r"\d{9,13}|-\d{8,13}"), 10**10
"""A moment that is counted from 1970 on, and from where on in thousandths; eight digits are a day."""

_MOMENT = len("20240701123015")
"""Digits that a date with a clock has at least; fewer are a count."""


class BirthDate(ValueType):
    """A date of birth, ISO 8601, as exact as the source knows it."""

    longest: ClassVar[int] = 80

    def clean(self, text: str, context: Context) -> str | PartialValue | None:
        """`1971-06-24`, `1971-06` or `1971`; None for a date of zeros.

        Kept where day or month are impossible, where the day depends on a time zone, and where the date is
        one of those that are often filled in. Raises InvalidValue.
        """
        text = plain_text(text, context)
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


def _birth_of_moment(moment: datetime, context: Context) -> str | PartialValue:
    """The birthday that was made a moment: of the zone in which the moment is midnight, if that is the
    written one or the source's; a browser in Berlin writes 4 May 1980 as 1980-05-03T22:00:00Z."""
    if day := _midnight_day(moment, zone_of(context.timezone)):
        return _checked_birth(Parts(day.year, day.month, day.day))
    written = Parts(moment.year, moment.month, moment.day)
    if moment.tzinfo is None or moment.astimezone(zone_of(context.timezone)).date() == moment.date():
        return _checked_birth(written)
    kept = _checked_birth(written._replace(day=0))
    value = kept.value if isinstance(kept, PartialValue) else kept
    return PartialValue(value, "is a moment whose day depends on the time zone; year and month were kept")


def _birth_of_count(count: int, context: Context) -> str | PartialValue:
    """The birthday whose midnight so many seconds after 1970, or thousandths of them, are; raises
    InvalidValue where they are none."""
    seconds = count / 1000 if abs(count) >= _THOUSANDTHS else count
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    if day := _midnight_day(moment, zone_of(context.timezone)):
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


def _checked_birth(written: Parts) -> str | PartialValue:
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
        return PartialValue(year, "has an impossible month; the year was kept")
    month = f"{year}-{written.month:02d}"
    if not written.day:
        return _unlike_placeholders(month)
    if not _is_day(written):
        return PartialValue(month, "has an impossible day; year and month were kept")
    born = date(*written)
    if born > today:
        raise InvalidValue("lies in the future")
    return _unlike_placeholders(born.isoformat())


def _unlike_placeholders(born: str) -> str | PartialValue:
    if born in placeholders("birth_date"):
        raise InvalidValue("is a placeholder, not a birth date")
    if born in placeholders("likely_birth_date"):
        return PartialValue(
            born, "is often filled in where no date is known; kept, but no evidence of who it is"
        )
    return born
