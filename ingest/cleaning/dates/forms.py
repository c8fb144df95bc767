"""Dates in forms of programs and of ISO 8601 that are rare, put as the readers of dates know them."""

from __future__ import annotations

import re
from datetime import date, timedelta

from ingest.cleaning.base import InvalidValue

_DAY_OF_YEAR = re.compile(r"(\d{4})-(\d{3})(?=$|[T ])")
_DAY_OF_WEEK = re.compile(r"(\d{4})-?W(\d\d)-?([1-7])(?=$|[T ])")
_WEEK = re.compile(r"\d{4}-?W\d\d")
_CLOCK_IN_FRONT = re.compile(
    r"(?i)(\d{1,2}:\d\d(?::\d\d)?(?:\s?[ap]m)?),?\s+(\d{1,4}([./-])\d{1,2}\3\d{1,4})"
)
_COMPACT = re.compile(
    r"(\d{4})(\d\d)(\d\d)(?:T(?=\d{4}(?:\d\d)?(?:$|[.,Z+-]))|(?=\d{6}(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)$))"
    r"(\d\d)(\d\d)(\d\d)?"
)
"""ISO 8601 without marks; directories (LDAP) leave out the T as well: 20240701123000.0Z."""

_ZONE_OF_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(Z|[+-]\d\d:\d\d)")
"""A day with its zone, as XML Schema has dates: 1980-05-04+02:00."""

_BEFORE_CLOCK = re.compile(r"(?i)^(\d{1,2}[a-z]{3}\d{4}):(?=\d\d:\d\d)")
"""Of SAS: 01MAY2024:10:00:00."""

_ZONE_TWICE = re.compile(r"([+-]\d\d:?\d\d)\s+[A-Z]{2,5}$")
"""An offset and the name of its zone, as Go and Ruby write them: +0200 CEST."""

_FULL_HOUR = re.compile(r"(?i)(?<=\s)(\d{1,2})\s?uhr$")
_AGE = re.compile(r"(?<=\d)\s*\(\d{1,3}\)$")


def usual_form(text: str) -> str:
    """A date that is a day of a year or of a week or has a zone, or a time with the clock in front, without
    marks or with its zone twice, in the usual form; other texts as they are.

    Raises InvalidValue for a week without a day, and for days that the year does not have.
    """
    if not text[:1].isdigit():
        return text
    if _WEEK.fullmatch(text):
        raise InvalidValue("is not exact to the day")
    if found := _DAY_OF_YEAR.match(text) or _DAY_OF_WEEK.match(text):
        return _day(found).isoformat() + text[found.end() :]
    if found := _CLOCK_IN_FRONT.fullmatch(text):
        return f"{found[2]} {found[1]}"
    if found := _ZONE_OF_DAY.fullmatch(text):
        return f"{found[1]} 00:00:00{found[2]}"
    if found := _COMPACT.match(text):
        year, month, day, hour, minute, second = found.groups()
        return f"{year}-{month}-{day} {hour}:{minute}:{second or '00'}{text[found.end() :]}"
    text = _AGE.sub("", _FULL_HOUR.sub(r"\1:00", text))
    return _ZONE_TWICE.sub(r"\1", _BEFORE_CLOCK.sub(r"\1 ", text))


def _day(found: re.Match[str]) -> date:
    year, *places = map(int, found.groups())
    try:
        if len(places) > 1:
            return date.fromisocalendar(year, *places)
        day = date(year, 1, 1) + timedelta(days=places[0] - 1)
    except (ValueError, OverflowError) as error:
        raise InvalidValue("is not a date of the calendar") from error
    if day.year != year:
        raise InvalidValue("is not a date of the calendar")
    return day
