"""Dates in the words, signs and calendars of many countries."""

import pytest

from ingest.cleaning.base import Context, InvalidValue
from ingest.cleaning.dates.birth_dates import BirthDate
from ingest.cleaning.dates.times import Time

GERMAN = Context()
FIFTH_OF_MARCH = [
    "5 mars 1985", "le 5 mars 1985", "mardi 5 mars 1985", "5 de marzo de 1985", "5 mar. 1985", "5 marzo 1985",
    "5 de março de 1985", "5 maart 1985", "5 marca 1985", "5. března 1985", "5 Mart 1985", "5 марта 1985 г.",
    "5 березня 1985 року", "5. ožujka 1985", "5 Μαρτίου 1985", "5. maaliskuuta 1985", "1985. március 5.",
    "5 מרץ 1985", "5 مارس 1985", "٥ مارس ١٩٨٥", "5 marts 1985", "5 martie 1985", "1985年3月5日",
    "1985년 3월 5일", "昭和60年3月5日", "５.３.１９８５", "5.III.1985", "5 tháng 3 năm 1985",
    "Tuesday, March 5th, 1985", "5-MAR-85", "5. Maerz 1985", "5. Mrz 1985",
    "*05.03.1985", "05,03,1985", "05.03.1985 (?)", "/Date(478828800000)/",
    "19850305000000", "geb. 05.03.1985", "民國74年3月5日", "5 มีนาคม พ.ศ. 2528", "5 มี.ค. 2528",
    "5 במרץ 1985",
    "Di., 05.03.1985", "Di, 05.03.1985", "05.03.1985 (Di)", "1985-03-05 (Tue)", "1985年3月5日(火)",
    "1985.03.05(화)", "1985年3月5日（火）", "1985/03/05（火曜日）", "1985年3月5日（周二）",
    "terça-feira, 5 de março de 1985", "3ª feira 05/03/1985", "5.3.1985 r.",
]  # fmt: skip


@pytest.mark.parametrize("written", FIFTH_OF_MARCH)
def test_a_day_in_the_words_and_signs_of_many_languages(written: str) -> None:
    assert BirthDate().clean(written, GERMAN) == "1985-03-05"


@pytest.mark.parametrize("written", ["S60.3.5", "S 60/03/05", "昭和60年3月5日", "1985/03/05"])
def test_a_day_of_japan(written: str) -> None:
    assert BirthDate().clean(written, Context(country="JP", dates="YMD")) == "1985-03-05"


@pytest.mark.parametrize(
    ("country", "written"),
    [
        ("DE", "S 04.05.24"),
        ("PT", "S 04/05/24"),
        ("VN", "T 12.03.24"),
        ("DE", "H 12.05.24"),
        ("ES", "M 12/05/85"),
    ],
)
def test_a_letter_before_a_day_is_no_era_elsewhere(country: str, written: str) -> None:
    for type_ in (BirthDate(), Time()):
        with pytest.raises(InvalidValue):
            type_.clean(written, Context(country=country))


@pytest.mark.parametrize(
    ("country", "month"), [("PL", "1985-11"), ("CZ", "1985-11"), ("HR", "1985-10"), ("DE", None)]
)
def test_a_word_for_two_months_means_that_of_the_country(country: str, month: str | None) -> None:
    context = Context(country=country)
    if month:
        assert BirthDate().clean("5 listopad 1985", context) == f"{month}-05"
        return
    with pytest.raises(InvalidValue):
        BirthDate().clean("5 listopad 1985", context)


@pytest.mark.parametrize("written", ["05/03/2528", "5 มีนาคม 2528", "5 มี.ค. 2528", "1985-03-05", "2528-03-05"])
def test_the_years_of_thailand(written: str) -> None:
    assert BirthDate().clean(written, Context(country="TH", timezone="Asia/Bangkok")) == "1985-03-05"


def test_a_leap_day_of_thailand() -> None:
    assert BirthDate().clean("29/02/2531", Context(country="TH", timezone="Asia/Bangkok")) == "1988-02-29"


@pytest.mark.parametrize(
    ("country", "written", "born"),
    [
        ("TH", "5 มี.ค. 28", "1985-03-05"),
        ("TH", "5-MAR-85", "1985-03-05"),
        ("TW", "074/03/05", "1985-03-05"),
        ("TW", "0740305", "1985-03-05"),
        ("TW", "103/3/5", "2014-03-05"),
        ("TW", "1985/03/05", "1985-03-05"),
        ("DE", "5 มีนาคม ค.ศ. 1985", "1985-03-05"),
    ],
)
def test_years_of_two_calendars(country: str, written: str, born: str) -> None:
    assert BirthDate().clean(written, Context(country=country)) == born


@pytest.mark.parametrize(
    ("country", "written"),
    [
        ("TH", "15/08/35"),
        ("TW", "80/05/03"),
        ("DE", "1412/08/15 هـ"),
        ("DE", "۱۳۷۰/۰۵/۱۲"),
        ("SA", "15 رمضان 1412 هـ"),
    ],
)
def test_a_year_that_nobody_can_tell_is_refused(country: str, written: str) -> None:
    with pytest.raises(InvalidValue, match="calendar"):
        BirthDate().clean(written, Context(country=country))


def test_times_in_the_years_of_a_country() -> None:
    bangkok = Context(country="TH", timezone="Asia/Bangkok")
    assert str(Time().clean("2567-07-01T15:30:00", bangkok)) == "2024-07-01 08:30:00+00:00"
    with pytest.raises(InvalidValue, match="calendar"):
        Time().clean("2081-05-12", Context(country="NP"))
    assert (
        str(Time().clean("2044-05-12", Context(country="NP", timezone="UTC"))) == "2044-05-12 00:00:00+00:00"
    )


@pytest.mark.parametrize("country", ["SA", "IR"])
def test_a_year_of_another_calendar_is_none_of_the_middle_ages(country: str) -> None:
    with pytest.raises(InvalidValue, match="another calendar"):
        BirthDate().clean("12/03/1405", Context(country=country))
    assert BirthDate().clean("12/03/1405", GERMAN) == "1405-03-12"


@pytest.mark.parametrize(
    ("written", "known"),
    [("1985-xx-XX", "1985"), ("XX.05.1985", "1985-05"), ("??.??.1985", "1985"), ("1985-05-??", "1985-05")],
)
def test_digits_that_nobody_knows(written: str, known: str) -> None:
    assert BirthDate().clean(written, GERMAN) == known


@pytest.mark.parametrize(
    "written",
    [
        *(
            "XXXX-05-03",
            "03.05.????",
            "5月3日",
            "3 mai",
            "03.05.1",
            "3 Foo 1985",
            "1985 mars mai",
            "00.01.1900",
        ),
        *("3 May 0000", "03 May 0003", "May 3, 0", "3. Mai 4", "Thu May 03 00:04:00 0000"),
    ],
)
def test_what_is_still_no_date_of_birth(written: str) -> None:
    with pytest.raises(InvalidValue):
        BirthDate().clean(written, GERMAN)


QUARTER_PAST_THREE = [
    "1.3.2024 3:15 p.m.", "1/3/2024 3:15:00 p. m.", "01/03/2024 3:15 μ.μ.", "2024/3/1 下午 3:15",
    "2024. 3. 1. 오후 3:15", "2024年3月1日 15時15分", "2024年3月1日 15:15", "01.03.2024 um 15:15 Uhr",
    "01/03/2024 à 15h15", "2024年3月1日 午後3時15分",
    "1 mars 2024 15:15", "1 de marzo de 2024, 15:15", "March 1st, 2024 at 3:15 PM",
    "2024-03-01T15:15:00[Europe/Berlin]",
    "2024-03-01T14:15:00Z[UTC]", "2024-03-01 09:15:00 America/New_York", "2024-03-01-15.15.00.000000",
    "01-MAR-24 03.15.00.000000 PM", "/Date(1709302500000)/", "/Date(1709302500000+0100)/", "@1709302500",
    "2024-03-01T15:15+1", "2024-03-01 15:15:00+01", "2024-03-01 19:45 +5:30", "01.03.2024 15:15 GMT+1",
    "01/03/2024 15:15h", "1 de marzo de 2024 15:15 hs.", "01/03/2024 15:15 hrs", "2024-03-01 @ 15:15",
    "2024年3月1日 (金) 15:15", "2024年3月1日（金）15時15分",
]  # fmt: skip


@pytest.mark.parametrize("written", QUARTER_PAST_THREE)
def test_a_moment_as_people_and_programs_write_it(written: str) -> None:
    moment = Time().clean(written, GERMAN)
    assert moment is not None
    assert moment.isoformat() == "2024-03-01T14:15:00+00:00"


@pytest.mark.parametrize("written", ["01.03.2024 24:00", "2024-03-01T24:00:00", "01/03/2024 24:00:00"])
def test_the_end_of_a_day_is_the_beginning_of_the_next(written: str) -> None:
    moment = Time().clean(written, GERMAN)
    assert moment is not None
    assert moment.isoformat() == "2024-03-01T23:00:00+00:00"


@pytest.mark.parametrize(
    "written", ["01.03.2024 24:01", "01.03.2024 25:00", "2024-03-01 15:15 Mars/Base", "1 mars 2024 15:15 XYZ"]
)
def test_what_is_still_no_time(written: str) -> None:
    with pytest.raises(InvalidValue):
        Time().clean(written, GERMAN)


@pytest.mark.parametrize(
    ("written", "country", "known"),
    [
        ("mar. 5 mars 1985", "FR", "1985-03-05"),
        ("mar 5 mar 1985", "IT", "1985-03-05"),
        ("mar, 5 de febrero de 1985", "ES", "1985-02-05"),
        ("5 mar 1985", "FR", "1985-03-05"),
    ],
)
def test_a_word_for_a_day_of_the_week_and_a_month(written: str, country: str, known: str) -> None:
    assert BirthDate().clean(written, Context(country=country)) == known


def test_two_months_are_no_date() -> None:
    with pytest.raises(InvalidValue):
        BirthDate().clean("5 mars mai 1985", Context(country="FR"))


@pytest.mark.parametrize("clock", ["99:15 pm", "24:15 pm", "15:30 AM", "25:00"])
def test_no_such_hour(clock: str) -> None:
    with pytest.raises(InvalidValue, match="impossible time of day"):
        Time().clean(f"2024-07-01 {clock}", GERMAN)


@pytest.mark.parametrize(
    ("clock", "hour"),
    [("12:30 AM", 0), ("12:30 pm", 12), ("3:30 pm", 15), ("15:30 pm", 15), ("15:30 Uhr", 15)],
)
def test_hours_of_half_a_day(clock: str, hour: int) -> None:
    assert Time().clean(f"2024-07-01 {clock}", Context(country="GB", timezone="UTC")).hour == hour


@pytest.mark.parametrize(
    ("country", "written"),
    [
        ("TR", "1 Temmuz 2024 Pazartesi 15:30"), ("TR", "01.07.2024 ÖS 3:30"), ("TR", "01.07.2024 3:30 ÖS"),
        ("VN", "01/07/2024 3:30 CH"), ("SA", "01/07/2024 3:30 م"), ("HU", "2024. július 1. 3:30 du."),
        ("ID", "Senin, 1 Juli 2024 pukul 15.30"), ("LT", "2024 m. liepos 1 d. 15:30"),
        ("LV", "2024. gada 1. jūlijs 15:30"), ("BR", "1º de julho de 2024 às 15h30"),
        ("CO", "1 de julio de 2024 a las 3:30 p. m."), ("TH", "1 ก.ค. 2567 15:30 น."),
        ("TH", "01/07/2567 15.30"), ("UA", "1 липня 2024 р. о 15:30"), ("CZ", "1. července 2024 v 15:30"),
        ("PL", "1 lipca 2024 r., godz. 15:30"), ("IT", "1 luglio 2024 ore 15:30"),
        ("FI", "1. heinäkuuta 2024 klo 15.30"), ("NL", "1 juli 2024 om 15:30 uur"),
        ("DE", "1.7.2024 15 h 30"),
        ("DE", "2024-07-01 15:30:00 (UTC)"), ("JP", "2024-07-02 00:30 (JST)"),
    ],
)  # fmt: skip
def test_half_past_three_in_the_words_of_a_country(country: str, written: str) -> None:
    moment = Time().clean(written, Context(country=country, timezone="UTC"))
    assert moment is not None
    assert moment.isoformat() == "2024-07-01T15:30:00+00:00"


def test_words_of_one_country_are_days_in_another() -> None:
    assert str(Time().clean("Sa 29.06.2024 10:00", GERMAN)) == "2024-06-29 08:00:00+00:00"


@pytest.mark.parametrize(
    ("country", "written"),
    [
        ("IN", "2024-07-01 18:00 IST"), ("JP", "2024-07-01 21:30 JST"), ("ID", "2024-07-01 19.30 WIB"),
        ("US", "Jul 1, 2024 5:30 AM PT"), ("DE", "2024-07-01 08:30:00 ET"), ("US", "2024-07-01 07:30 CT"),
        ("ZA", "2024-07-01 14:30 SAST"), ("AE", "2024-07-01 16:30 GST"), ("AU", "2024-07-01 22:30 AEST"),
        ("CN", "2024-07-01 20:30 CST"), ("US", "2024-07-01 06:30 CST"), ("CO", "2024-07-01 7:30 AM COT"),
        ("DE", "2024-07-01 21:30 JST"), ("PH", "2024-07-01 20:30 PST"), ("US", "2024-07-01 04:30 PST"),
    ],
)  # fmt: skip
def test_zones_by_the_letters_that_a_country_has_for_them(country: str, written: str) -> None:
    moment = Time().clean(written, Context(country=country))
    assert moment is not None
    assert moment.isoformat() == "2024-07-01T12:30:00+00:00"


def test_letters_of_several_zones_are_none_where_the_country_does_not_tell() -> None:
    with pytest.raises(InvalidValue):
        Time().clean("2024-07-01 18:00 IST", GERMAN)
