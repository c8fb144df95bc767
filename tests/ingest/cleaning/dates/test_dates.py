"""Dates of birth and times as sources write them."""

from datetime import UTC, date, datetime

import pytest

from ingest.cleaning.base import Context, InvalidValue, PartialValue
from ingest.cleaning.dates.birth_dates import BirthDate
from ingest.cleaning.dates.times import Time

GERMAN = Context()
AMERICAN = Context(dates="MDY", timezone="America/New_York")


@pytest.mark.parametrize(
    ("written", "born"),
    [
        ("24.12.1980", "1980-12-24"),
        ("24.12.80", "1980-12-24"),
        ("4.3.05", "2005-03-04"),
        ("24/12/1980", "1980-12-24"),
        ("24-12-1980", "1980-12-24"),
        ("24. 12. 1980", "1980-12-24"),
        ("1980-12-24", "1980-12-24"),
        ("1980/12/24", "1980-12-24"),
        ("19801224", "1980-12-24"),
        ("24121980", "1980-12-24"),
        ("20122012", "2012-12-20"),
        ("1980-12-24T00:00:00", "1980-12-24"),
        ("1980-12-24 00:00:00.000", "1980-12-24"),
        ("24. Dezember 1980", "1980-12-24"),
        ("3. März 1975", "1975-03-03"),
        ("3. Jänner 1975", "1975-01-03"),
        ("15-Mar-92", "1992-03-15"),
        ("Dezember 1980", "1980-12"),
        ("12/1980", "1980-12"),
        ("1980-12", "1980-12"),
        ("00.00.1980", "1980"),
        ("00.12.1980", "1980-12"),
        ("1980", "1980"),
        ("ca. 1950", "1950"),
        ("env. 1950", "1950"),
        ("12/24/1980", "1980-12-24"),
        ("29.02.2000", "2000-02-29"),
        ("12241980", "1980-12-24"),
        ("Wed 1980-12-03", "1980-12-03"),
    ],
)
def test_dates_of_birth(written: str, born: str) -> None:
    assert BirthDate().clean(written, GERMAN) == born


@pytest.mark.parametrize(
    ("written", "born"),
    [
        ("12/11/1978", "1978-12-11"),
        ("3/1/70", "1970-03-01"),
        ("1993-09-14", "1993-09-14"),
        ("24/12/1980", "1980-12-24"),
    ],
)
def test_american_dates_of_birth(written: str, born: str) -> None:
    assert BirthDate().clean(written, AMERICAN) == born


@pytest.mark.parametrize(
    ("written", "kept"),
    [("1866-13-45", "1866"), ("31.02.1980", "1980-02"), ("29.02.1981", "1981-02"), ("1856-86-18", "1856")],
)
def test_what_can_be_kept_of_a_broken_date(written: str, kept: str) -> None:
    cleaned = BirthDate().clean(written, GERMAN)
    assert isinstance(cleaned, PartialValue)
    assert cleaned.value == kept


@pytest.mark.parametrize(
    "written",
    ["01.01.2999", "9999-12-31", "0001-01-01", "gestern", "24.12.", "Montag", "-0050-01-0", "12345678901"],
)
def test_what_is_no_date_of_birth(written: str) -> None:
    with pytest.raises(InvalidValue):
        BirthDate().clean(written, GERMAN)


BERLIN_WRITES = [
    ("1980-05-03T22:00:00Z", "1980-05-04"),
    ("1980-05-03T22:00:00.000Z", "1980-05-04"),
    ("326239200", "1980-05-04"),
    ("326239200000", "1980-05-04"),
    ("326239200000.0", "1980-05-04"),
    ("-121132800", "1966-03-01"),
    ("-121132800000", "1966-03-01"),
    ("1975-05-31T23:00:00Z", "1975-06-01"),
    ("1975-05-31T22:00:00Z", "1975-06-01"),
    ("1980-12-31T23:00:00+00:00", "1981-01-01"),
    ("1980-05-03 22:00:00", "1980-05-04"),
    ("1980-05-04T00:00:00Z", "1980-05-04"),
    ("1980-05-04T00:00:00+02:00", "1980-05-04"),
    ("1980-05-04T12:00:00Z", "1980-05-04"),
    ("1980-05-04T14:35:00", "1980-05-04"),
    ("04.05.1980 00:00", "1980-05-04"),
    ("Sun May 04 1980 00:00:00 GMT+0200 (Central European Summer Time)", "1980-05-04"),
    ("1980-02-29T23:00:00Z", "1980-03-01"),
]


@pytest.mark.parametrize(("written", "born"), BERLIN_WRITES)
def test_birthdays_that_a_program_made_moments(written: str, born: str) -> None:
    assert BirthDate().clean(written, GERMAN) == born


@pytest.mark.parametrize(
    ("written", "born"), [("1980-05-04T04:00:00Z", "1980-05-04"), ("1980-05-04T00:00:00Z", "1980-05-04")]
)
def test_birthdays_from_american_browsers(written: str, born: str) -> None:
    assert BirthDate().clean(written, AMERICAN) == born


def test_a_moment_of_unknown_day_leaves_the_month() -> None:
    cleaned = BirthDate().clean("1980-05-03T22:17:00Z", GERMAN)
    assert isinstance(cleaned, PartialValue)
    assert cleaned.value == "1980-05"


NO_YEARS = [
    "--05-03",
    "--0503",
    "05-03",
    "03.05.",
    "3.5",
    "05/03",
    "3. Mai",
    "Mai 03",
    "1604-05-03",
    "0000-05-03",
]


@pytest.mark.parametrize("written", NO_YEARS)
def test_no_year_is_invented(written: str) -> None:
    with pytest.raises(InvalidValue, match="no year"):
        BirthDate().clean(written, GERMAN)


@pytest.mark.parametrize("written", ["00.00.0000", "0000-00-00", "0000-00-00 00:00:00"])
def test_a_date_of_zeros_is_none(written: str) -> None:
    assert BirthDate().clean(written, GERMAN) is None
    assert Time().clean(written, GERMAN) is None


@pytest.mark.parametrize("written", ["29000", "29000.0", "29000,0"])
def test_the_day_numbers_of_spreadsheets(written: str) -> None:
    assert BirthDate().clean(written, GERMAN) == "1979-05-25"
    assert BirthDate().native(29000.0, GERMAN) == "1979-05-25"


@pytest.mark.parametrize(
    ("written", "born"),
    [("19800504.0", "1980-05-04"), ("1980.0", "1980"), ("1.0E3", None), ("2.9E+04", None)],
)
def test_dates_that_became_floats(written: str, born: str | None) -> None:
    if born:
        assert BirthDate().clean(written, GERMAN) == born
    else:
        with pytest.raises(InvalidValue):
            BirthDate().clean(written, GERMAN)


def test_two_digits_of_a_year_are_of_a_past_birth_and_of_a_near_end() -> None:
    today = datetime.now(UTC)
    ahead = f"31.12.{(today.year + 2) % 100:02d}"
    assert BirthDate().clean(ahead, GERMAN) == f"{today.year - 98}-12-31"
    end = Time().clean(ahead, GERMAN)
    assert end is not None
    assert end.year == today.year + 2
    this_year = f"31.12.{today.year % 100:02d}"
    if (today.month, today.day) < (12, 31):
        assert BirthDate().clean(this_year, GERMAN) == f"{today.year - 100}-12-31"


def test_a_time_as_a_spreadsheet_has_it() -> None:
    assert Time().clean("45474.520833333336", GERMAN) == datetime(2024, 7, 1, 10, 30, tzinfo=UTC)


def test_explicit_formats() -> None:
    assert BirthDate().clean("241280", Context(dates=("%d%m%y",))) == "1980-12-24"
    with pytest.raises(InvalidValue):
        BirthDate().clean("24.12.80", Context(dates=("%d%m%y",)))


def test_native_dates() -> None:
    assert BirthDate().native(date(1980, 12, 24), GERMAN) == "1980-12-24"
    assert BirthDate().native(1980, GERMAN) == "1980"


@pytest.mark.parametrize(
    ("written", "hour"),
    [
        ("2024-07-01T12:30:00Z", "2024-07-01T12:30"),
        ("2024-07-01T12:30:00+02:00", "2024-07-01T10:30"),
        ("2024-07-01 12:30", "2024-07-01T10:30"),
        ("01.07.2024 12:30", "2024-07-01T10:30"),
        ("01.07.2024, 12:30 Uhr", "2024-07-01T10:30"),
        ("01/07/2024 12.30.00", "2024-07-01T10:30"),
        ("01.07.2024, 12.30 Uhr", "2024-07-01T10:30"),
        ("1.7.24 12:30:00", "2024-07-01T10:30"),
        ("01.12.2024 12:30", "2024-12-01T11:30"),
        ("01.07.2024", "2024-06-30T22:00"),
        ("1. Juli 2024 12:30", "2024-07-01T10:30"),
        ("1. Juli 2024 12:30 MESZ", "2024-07-01T10:30"),
        ("2024/07/01 12:30:00 PM MESZ", "2024-07-01T10:30"),
        ("2024/07/01 12:30:00 PM GMT+2", "2024-07-01T10:30"),
        ("2024/07/01 8:30 AM EDT", "2024-07-01T12:30"),
        ("01.07.2024 12:30 CEST", "2024-07-01T10:30"),
        ("2024-03-31 02:30", "2024-03-31T01:30"),  # of the hour that was left out: that before, gone on
        ("2024-10-27 02:30", "2024-10-27T00:30"),  # of the hour that there was twice: the first
        ("2024-10-27 02:30 CEST", "2024-10-27T00:30"),
        ("2024-10-27 02:30 CET", "2024-10-27T01:30"),
        ("2024-10-27 02:30 MEZ", "2024-10-27T01:30"),
        ("01.12.2024 12:30 CET", "2024-12-01T11:30"),
        ("CET 01.12.2024 12:30", "2024-12-01T11:30"),
        ("Mon 2024-07-01 12:30", "2024-07-01T10:30"),
        ("Monday, 2024/07/01", "2024-06-30T22:00"),
        ("1719837000", "2024-07-01T12:30"),
        ("1719837000000", "2024-07-01T12:30"),
        ("1719837000000000", "2024-07-01T12:30"),
        ("1719837000000000000", "2024-07-01T12:30"),
        ("1719837000.25", "2024-07-01T12:30"),
        ("1719837000,2512345", "2024-07-01T12:30"),
        ("1712110120945", "2024-04-03T02:08"),
        ("202407011230", "2024-07-01T10:30"),
        ("20240701123015", "2024-07-01T10:30"),
        ("20240701123045123", "2024-07-01T10:30"),
    ],
)
def test_times(written: str, hour: str) -> None:
    cleaned = Time().clean(written, GERMAN)
    assert cleaned is not None
    assert (cleaned.tzinfo, cleaned.isoformat()[:16]) == (UTC, hour)


def test_american_times() -> None:
    assert Time().clean("12/01/2024 12:30 CET", AMERICAN) == datetime(2024, 12, 1, 11, 30, tzinfo=UTC)
    assert Time().clean("07/01/2024 12:30 PM", AMERICAN) == datetime(2024, 7, 1, 16, 30, tzinfo=UTC)


def test_native_times() -> None:
    expected = datetime(2024, 7, 1, 12, 30, tzinfo=UTC)
    assert Time().native(1719837000, GERMAN) == expected
    assert Time().native(1719837000000, GERMAN) == expected
    assert Time().native(1719837000000000, GERMAN) == expected
    assert Time().native(1719837000000000000, GERMAN) == expected
    assert Time().native(1719837000.25, GERMAN) == expected.replace(microsecond=250_000)
    assert Time().native(datetime(2024, 7, 1, 14, 30), GERMAN) == expected  # noqa: DTZ001 - a naive time is the case


def test_the_end_of_time_is_no_end() -> None:
    assert Time().clean("31.12.9999", GERMAN) is None
    for count in (253402300799, 253402300799000, 253402214400000, 253370764800000000):
        assert Time().native(count, GERMAN) is None
        assert Time().clean(str(count), GERMAN) is None


@pytest.mark.parametrize(
    "written",
    [
        "31.02.2024",
        "2024",
        "07.2024",
        "25:00",
        "01.07.2024 25:00",
        "Juli 2024",
        "1. Juli 2024 12:30 XYZ",
        "1850-01-01",
        "9999999999",
        "9999999999999",
        "20241301123000",
        "202407012530",
        "17198370001",
        "morgen",
    ],
)
def test_what_is_no_time(written: str) -> None:
    with pytest.raises(InvalidValue):
        Time().clean(written, GERMAN)
