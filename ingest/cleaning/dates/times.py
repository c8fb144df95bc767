"""Times, which are exact to the day at least."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, ClassVar

from ingest.cleaning.base import Context, InvalidValue, PartialValue, ValueType, as_text
from ingest.cleaning.dates.counted import END_OF_TIME, SERIAL, of_digits, serial_moment, since_1970
from ingest.cleaning.dates.words import LETTERS, plain_text
from ingest.cleaning.dates.written_dates import (
    FARTHEST_ZONE,
    clock_of,
    in_our_calendar,
    is_zero,
    parts,
    with_clock,
    written_out,
)
from ingest.cleaning.dates.zones import without_american_zone, without_zone, zone_of

_BEGINNINGS = frozenset(datetime(year, 1, 1) for year in (1900, 1970))  # noqa: DTZ001 - of whatever zone
_YEARS_OF_BEGINNINGS = (1899, 1900, 1969, 1970)
"""From when databases and Unix count, midnight of the source or of UTC, and the years where that is."""

_YEARS_AHEAD = 20
"""How far ahead a year of two digits may lie where a date need not be over."""


class Time(ValueType):
    """A moment, in UTC; a date without a clock time is its midnight in the source's time zone."""

    longest: ClassVar[int] = 80

    def clean(self, text: str, context: Context) -> datetime | None:
        """The time in UTC; None for a date of zeros and for year 9999, which means "no end".

        Raises InvalidValue.
        """
        text, context = without_american_zone(text, context)
        text, context = without_zone(plain_text(text, context), context)
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
        return found if isinstance(found, PartialValue) else _remarked(found, context)

    def believed(self, moment: datetime | None, context: Context) -> datetime | None:
        """Whatever moment it is."""
        del context
        return moment


def _remarked(moment: datetime | None, context: Context) -> datetime | PartialValue | None:
    if _is_beginning(moment, context):
        return PartialValue(moment, "is where programs begin to count, and may be no time; it was kept")
    return moment


def _is_beginning(moment: datetime | None, context: Context) -> bool:
    """Whether programs begin to count at a moment."""
    if moment is None or moment.year not in _YEARS_OF_BEGINNINGS:
        return False
    local = moment.astimezone(zone_of(context.timezone)).replace(tzinfo=None)
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
        moment = moment.replace(tzinfo=zone_of(context.timezone))
    return moment.astimezone(UTC)
