"""Dates and clock times as people and programs write them."""

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import NamedTuple
from warnings import catch_warnings, simplefilter

from dateutil import parser as dateutil_parser

from graph.words.folding import words
from ingest.cleaning.base import Context, InvalidValue
from ingest.cleaning.dates.counted import END_OF_TIME, SERIAL, serial_moment
from ingest.cleaning.dates.words import LETTERS

_NUMERIC = re.compile(r"(\d{4}|\d{1,2})\s*([./,\-\s])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{1,2})\.?")
_COMPACT = re.compile(r"\d{8}")
_FIRST_COMPACT_YEAR = 1600
"""Were the year in front, 16 or more would stand where the month is."""

_LONGEST_MONTH = 31
_YEAR_MONTH = re.compile(r"(\d{4})[-./](\d{1,2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-./](\d{4})")
_YEAR = re.compile(r"(?i)(?:c(?:irc)?a\.?|um|abo?u?t\.?|est\.?|~|c\.|vers|env\.?|около)?\s*(\d{4})")
_HOURS = {
    **dict.fromkeys(("Z", "UTC", "GMT", "WET", "WEZ"), 0),
    **dict.fromkeys(("CET", "MEZ", "BST", "WEST", "WESZ"), 1),
    **dict.fromkeys(("CEST", "MESZ", "EET", "OEZ"), 2),
    **dict.fromkeys(("EEST", "OESZ", "MSK"), 3),
    **{"EDT": -4, "EST": -5, "CDT": -5, "CST": -6, "MDT": -6, "MST": -7, "PDT": -7, "PST": -8},
}
"""Zones by the names that exports write; those of America as RFC 5322 has them."""

CLOCK = re.compile(
    r"(?i)[T,\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,6})\d*)?)?\s*(am|pm|uhr)?"
    rf"\s*({'|'.join(_HOURS)}|(?:utc|gmt)?[+-]\d{{1,2}}(?::?\d{{2}})?)?(?:\s\([^()]*\))?$"
)
_DOTTED_CLOCK = re.compile(
    r"(?i)(?<=\d)(?:[T,\s]+|(?<=\d\d\d\d-\d\d-\d\d)-)(\d{1,2})\.(\d{2})(?:\.(\d{2})(\.\d{1,9})?)?(?=\s*(?:uhr|am|pm)?(?:\s?[+-]\d{4})?$)"
)
"""`14.05`, and what databases write: 2024-07-01-14.05.00.000000, 01-JUL-24 02.05.00.000000 PM."""

_SHORT_YEAR = re.compile(r"\d{1,2}([./-])\d{1,2}\1\d{1,2}")
_NO_YEAR = re.compile(r"--?\d{1,2}-?\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]?")
_BUDDHIST, _BUDDHIST_AHEAD = frozenset({"TH"}), 543
_MINGUO, _MINGUO_BEHIND = frozenset({"TW"}), 1911
_OF_MINGUO = re.compile(r"(\d{3})([./-])(\d{1,2})\2(\d{1,2})|(\d{3})(\d\d)(\d\d)")
"""Years of the Republic of China have three digits: 105/03/05, 0800503."""

_TWO_CALENDARS = _BUDDHIST | _MINGUO
_AHEAD, _NEAR = frozenset({"NP"}), 30
"""Countries whose own years are more than 50 ahead of ours, and how far ahead ours may be."""

_HIJRI = words("SA AE KW QA BH OM YE IQ IR AF")
"""Countries that count years in two ways, of which one is ours."""
_FIRST_OF_OURS, _LAST_OF_OURS = 1500, 2400

_END_OF_DAY = (24, 0, 0)
_LAST_HOUR = {"am": 12, "pm": 23}
"""The latest that people write before it: some say 15:30 pm."""
FARTHEST_ZONE = timedelta(hours=14)


_CLOCK_ANYWHERE = re.compile(r"\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?")
_ZONES = {name: 3600 * hours for name, hours in _HOURS.items()}
_YEAR_IN_FRONT = re.compile(r"(?<!\d)\d{4}[./-]\d")


class Parts(NamedTuple):
    """Year, month and day as written; month or day 0 where not known."""

    year: int
    month: int
    day: int


def _full_year(digits: str, latest: int) -> int:
    """Two digits mean the last such year up to `latest`."""
    if len(digits) > 2:
        return int(digits)
    if len(digits) == 1:
        raise InvalidValue("has a year of one digit")
    year = latest - latest % 100 + int(digits)
    return year if year <= latest else year - 100


def _ordered(first: str, second: str, third: str, order: str, latest: int) -> Parts:
    """The parts in a given order; a first part of four digits, or beyond 31, is a year."""
    if len(first) == 4 or (len(third) < 4 and (order == "YMD" or int(third) <= _LONGEST_MONTH < int(first))):
        return Parts(_full_year(first, latest), int(second), int(third))
    day, month = (first, second) if order != "MDY" else (second, first)
    if int(month) > 12 and int(day) <= 12:  # only the other order makes a date
        day, month = month, day
    return Parts(_full_year(third, latest), int(month), int(day))


def _compact(digits: str, order: str) -> Parts:
    """Eight digits: the year comes last only where the source's order has it there and that makes a date."""
    if order != "YMD":
        last = _ordered(digits[:2], digits[2:4], digits[4:], order, 0)
        if last.year >= _FIRST_COMPACT_YEAR and last.month <= 12 and last.day <= 31:
            return last
    return Parts(int(digits[:4]), int(digits[4:6]), int(digits[6:]))


def _with_names(text: str, order: str | tuple[str, ...]) -> tuple[datetime, datetime]:
    """A text with names of months, read over two defaults: parts in which they differ were not in it."""
    if not LETTERS.search(text):
        raise InvalidValue("is not a date")
    day_first = order != "MDY" and not _YEAR_IN_FRONT.search(text)  # dateutil would read year, day, month
    try:
        with catch_warnings():
            simplefilter("error")  # dateutil warns of zones that it does not know
            first, second = (
                dateutil_parser.parse(text, default=default, dayfirst=day_first, tzinfos=_ZONES)
                for default in (datetime(1904, 2, 2), datetime(1908, 3, 3))  # noqa: DTZ001 - put in by _in_utc
            )
    except (ValueError, OverflowError, TypeError, Warning) as error:
        raise InvalidValue("is not a date") from error
    if first.year == second.year:
        _check_year_is_written(text, first)
    return first, second


def _check_year_is_written(text: str, found: datetime) -> None:
    """Raises InvalidValue unless the year is in the text, in full or with two digits: dateutil makes 2000 of
    0000 and 2004 of 4."""
    numbers = re.findall(r"\d+", _CLOCK_ANYWHERE.sub(" ", text))
    day = next((it for it in numbers if int(it) == found.day and len(it) < 3), None)
    if day is not None:
        numbers.remove(day)
    if str(found.year) in numbers or f"{found.year % 100:02d}" in numbers:
        return
    raise InvalidValue("has no year" if any(not int(it[:2]) for it in numbers) else "has a year of one digit")


def _named(text: str, order: str) -> Parts:
    """A date with the month in letters."""
    one, two = _with_names(text, order)
    if one.year != two.year or one.month != two.month:
        raise InvalidValue("has no year or no month")
    # dateutil guesses two-digit years up to 50 years ahead; what was born is not ahead.
    year = one.year - 100 if one.year > datetime.now(UTC).year and not re.search(r"\d{4}", text) else one.year
    return Parts(year, one.month, one.day if one.day == two.day else 0)


def parts(text: str, context: Context, latest: int | None = None) -> Parts:
    """Year, month and day of a written date, unchecked, the year in our calendar; raises InvalidValue.

    Two digits of a year mean the last such year up to `latest`, by default this year.
    """
    if context.country in _MINGUO and (found := _OF_MINGUO.fullmatch(text)):
        year, month, day = found.group(5, 6, 7) if found[5] else found.group(1, 3, 4)
        return Parts(_MINGUO_BEHIND + int(year), int(month), int(day))
    written = _parts(text, context, latest)
    if context.country in _TWO_CALENDARS and _SHORT_YEAR.fullmatch(text):
        raise InvalidValue("has a year of two digits, which two calendars read in two ways")
    if context.country in _BUDDHIST and written.year > _LAST_OF_OURS:
        return written._replace(year=written.year - _BUDDHIST_AHEAD)
    if context.country in _HIJRI and written.year < _FIRST_OF_OURS:
        raise InvalidValue("has a year of another calendar")
    return written


def in_our_calendar(moment: datetime, context: Context) -> datetime:
    """A moment in the years of a country, in ours; raises InvalidValue for those that nobody can tell."""
    if context.country in _BUDDHIST and moment.year > _LAST_OF_OURS:
        return moment.replace(year=moment.year - _BUDDHIST_AHEAD)
    if context.country in _AHEAD and datetime.now(UTC).year + _NEAR < moment.year < END_OF_TIME:
        raise InvalidValue("has a year of another calendar")
    return moment


def _parts(text: str, context: Context, latest: int | None) -> Parts:
    if not isinstance(context.dates, str):
        return _by_formats(text, context.dates)
    if found := _NUMERIC.fullmatch(text):
        year = datetime.now(UTC).year if latest is None else latest
        return _ordered(found[1], found[3], found[4], context.dates, year)
    if _COMPACT.fullmatch(text):
        return _compact(text, context.dates)
    if found := _YEAR_MONTH.fullmatch(text):
        return Parts(int(found[1]), int(found[2]), 0)
    if found := _MONTH_YEAR.fullmatch(text):
        return Parts(int(found[2]), int(found[1]), 0)
    if found := _YEAR.fullmatch(text):
        return Parts(int(found[1]), 0, 0)
    if SERIAL.fullmatch(text):
        day = serial_moment(text)
        return Parts(day.year, day.month, day.day)
    if _NO_YEAR.fullmatch(text):
        raise InvalidValue("has no year")
    return _named(text, context.dates)


def clock_of(text: str) -> re.Match[str] | None:
    """The time of day behind a date: `14:05`, or `14.05` as Italians and Finns write it."""
    return CLOCK.search(text) or CLOCK.search(_DOTTED_CLOCK.sub(_with_colons, text))


def _with_colons(found: re.Match[str]) -> str:
    *clock, fraction = found.groups()
    return " " + ":".join(part for part in clock if part) + (fraction or "")


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


def with_clock(day: datetime, clock: re.Match[str]) -> datetime:
    """The moment of that day, with its offset if one is written; raises InvalidValue."""
    hour, minute, second = written = int(clock[1]), int(clock[2]), int(clock[3] or 0)
    half = (clock[5] or "").lower()
    impossible = hour > _LAST_HOUR.get(half, 23) or minute > 59 or second > 60
    if impossible and written != _END_OF_DAY:
        raise InvalidValue("has an impossible time of day")
    if half in _LAST_HOUR:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if day.year >= END_OF_TIME:
        return day
    microseconds = int((clock[4] or "").ljust(6, "0"))
    moment = day + timedelta(hours=hour, minutes=minute, seconds=second, microseconds=microseconds)
    return moment.replace(tzinfo=_written_zone(clock[6] or ""))


def _written_zone(text: str) -> timezone | None:
    """`Z`, `MEZ`, `+02:00`, `GMT+0200`, `GMT+2`; None where no zone is written."""
    if not text:
        return None
    digits = re.sub(r"\D", "", text)
    if not digits:
        return timezone(timedelta(hours=_HOURS[text.upper()]))
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, 0)
    ahead = timedelta(hours=int(hours), minutes=int(minutes))
    if ahead > FARTHEST_ZONE:
        raise InvalidValue("has an impossible time zone")
    return timezone(-ahead if "-" in text else ahead)


def written_out(text: str, context: Context) -> datetime:
    """A time with names of months; dateutil reads those."""
    one, two = _with_names(text, context.dates)
    if one != two:
        raise InvalidValue("is not exact to the day")
    return one


def is_zero(text: str) -> bool:
    """Whether it is a date or time of zeros, as databases write where there is none."""
    return "0" in text and not text.strip("0 .:/-+TZ")
