"""Dates and times in forms of programs and of ISO 8601 that are rare."""

import pytest

from ingest.cleaning.base import Context, InvalidValue, PartialValue
from ingest.cleaning.dates.birth_dates import BirthDate
from ingest.cleaning.dates.times import RequiredTime, Time
from ingest.cleaning.texts import tidy
from ingest.cleaning.trait_values import Day

GERMAN = Context()


@pytest.mark.parametrize(
    "written",
    [
        "1985-064", "1985-W10-2", "1985W102", "05MAR1985", "05MAR1985:00:00:00",
        "19850305T000000Z",
        "19850304T230000Z", "00:00 05.03.1985", "1985-03-05 00:00:00 +0100 CET",
        "1985-03-05 00:00:00 +0000 UTC",
        "1985-03-05Z", "1985-03-05-05:00", "1985-03-05+14:00", "05 Mar 85",
        "1985-03-04T19:00:00-05:00", "05.03.1985 (39)", "85-03-05", "the 5th of March 1985",
    ],
)  # fmt: skip
def test_a_birthday(written: str) -> None:
    assert BirthDate().clean(written, GERMAN) == "1985-03-05"


@pytest.mark.parametrize("written", ["1985-366", "1985-000", "1985-W54-1", "1985-W10"])
def test_what_is_no_day(written: str) -> None:
    for type_ in (BirthDate(), Time()):
        with pytest.raises(InvalidValue):
            type_.clean(written, GERMAN)


@pytest.mark.parametrize(
    "written",
    [
        "2024-122T10:00", "2024-W18-3 10:00", "01MAY2024:10:00:00", "20240501T080000Z", "10:00 01.05.2024",
        "10:00 AM 01.05.2024",
        "01.05.2024 10 Uhr", "2024-05-01 10:00:00 +0200 CEST", "2024-05-01 08:00:00 +0000 UTC",
        "1st of May 2024 10:00",
    ],
)  # fmt: skip
def test_a_moment(written: str) -> None:
    moment = Time().clean(written, GERMAN)
    assert moment is not None
    assert moment.isoformat() == "2024-05-01T08:00:00+00:00"


@pytest.mark.parametrize(
    "written",
    [
        "20240701123000Z", "20240701123000.0Z", "20240701143000+0200", "2024-07-01 12:30:00+00",
        "133643106000000000", "638554338000000000", "\\/Date(1719837000000)\\/",
        "Mon Jul 01 14:30:00 CEST 2024",
        '{"$date":"2024-07-01T12:30:00Z"}', 'ISODate("2024-07-01T12:30:00Z")',
    ],
)  # fmt: skip
def test_moments_of_directories_windows_and_databases(written: str) -> None:
    moment = Time().clean(tidy(written), GERMAN)
    assert moment is not None
    assert moment.isoformat() == "2024-07-01T12:30:00+00:00"


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2024-01-05Z", "2024-01-05T00:00:00+00:00"),
        ("2024-01-05+01:00", "2024-01-04T23:00:00+00:00"),
        ("2024-01-05-05:00", "2024-01-05T05:00:00+00:00"),
        ("2024-01-05", "2024-01-04T23:00:00+00:00"),
    ],
)
def test_a_day_with_its_zone_begins_there(written: str, moment: str) -> None:
    found = Time().clean(written, GERMAN)
    assert found is not None
    assert found.isoformat() == moment


@pytest.mark.parametrize("count", [133643106000000000, 638554338000000000, 1719837000000000000])
def test_counts_that_are_no_texts(count: int) -> None:
    assert str(Time().native(count, GERMAN)) == "2024-07-01 12:30:00+00:00"


@pytest.mark.parametrize(
    "written",
    [
        "1900-01-01 00:00:00.000",
        "1970-01-01T00:00:00Z",
        "1970-01-01 01:00:00",
        "01.01.1900",
        "0001-01-01",
        "1899-12-30",
    ],
)
def test_where_programs_begin_to_count_is_no_time(written: str) -> None:
    with pytest.raises(InvalidValue):
        Time().clean(written, GERMAN)
    assert Day().clean("1900-01-01", GERMAN) == "1900-01-01"


@pytest.mark.parametrize("written", ["1900-01-01 00:00:00.000", "1970-01-01T00:00:00Z", "01.01.1970"])
def test_a_row_that_needs_its_time_keeps_such_a_one(written: str) -> None:
    kept = RequiredTime().clean(written, GERMAN)
    assert isinstance(kept, PartialValue)
    assert kept.value.year in (1899, 1900, 1969, 1970)
    plain = RequiredTime().clean("01.01.2020", GERMAN)
    assert str(plain) == "2019-12-31 23:00:00+00:00"
    with pytest.raises(InvalidValue):
        RequiredTime().clean("1899-12-30", GERMAN)
