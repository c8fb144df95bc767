"""Phone numbers as sources write them, and the country that they are of."""

from pathlib import Path
from random import Random

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.entries import RecordVersion
from ingest.cleaning.base import Context, InvalidValue
from ingest.cleaning.identifiers.german_phones import german_number
from ingest.cleaning.identifiers.phones import Phone
from tests.ingest.ingestors.one_row import outcome
from tests.support.budget import examples

GERMAN = Context(source="crm")


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0171/123 45 67", "+491711234567"),
        ("0049(0)171/1234567", "+491711234567"),
        ("+49 (0)171 1234567", "+491711234567"),
        ("+49 0171 1234567", "+491711234567"),
        ("49 171 1234567", "+491711234567"),
        ("(0171) 1234567", "+491711234567"),
        ("0171–1234567", "+491711234567"),
        ("Tel.: 030-123456", "+4930123456"),
        ("p:+4930123456", "+4930123456"),
        ("T: +49 30 123456", "+4930123456"),
        ("030/123456 (Büro)", "+4930123456"),
        ("Mobil 0160 99887766", "+4916099887766"),
        ("030 1234567 Durchwahl 12", "+49301234567"),
        ("+43 (0) 664 1234567", "+436641234567"),
        ("0041 44 668 18 00", "+41446681800"),
        ("+1 702-919-1300", "+17029191300"),
    ],
)
def test_german_phone_numbers(written: str, number: str) -> None:
    assert Phone().clean(written, GERMAN).value == number


@pytest.mark.parametrize(
    "written",
    [
        "123",
        "0170",
        "0000000000",
        "11111111",
        "keine",
        "0171 1234567 oder 030 99",
        "221-2412",
        "1701234567.5",
    ],
)
def test_what_is_no_phone_number(written: str) -> None:
    with pytest.raises(InvalidValue):
        Phone().clean(written, GERMAN)


def test_german_mobile_numbers_are_read_as_phonenumbers_reads_them() -> None:
    random = Random(7)  # noqa: S311 - test data
    for _ in range(2000):
        prefix = random.choice(("15", "160", "161", "162", "163", "164", "17", "170", "178"))
        written = f"0{prefix}{random.randrange(10**6, 10**9)}"
        parsed = phonenumbers.parse(written, "DE")
        if phonenumbers.number_type(parsed) == phonenumbers.PhoneNumberType.MOBILE:
            expected = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
            cleaned = Phone().clean(written, GERMAN)
            assert (cleaned.value, cleaned.properties["line"]) == (expected, "mobile")


def _form(prefix: str, area: str, number: str, marks: list[tuple[int, str]]) -> str:
    """A number behind a prefix, with marks at some places."""
    digits = list(area + number)
    for place, mark in marks:
        digits.insert(min(place, len(digits)), mark)
    return prefix + "".join(digits)


@given(
    form=st.builds(
        _form,
        st.sampled_from(["0", "(0", "+49", "+49 (0)", "+49 0", "+49 (", "0049", "00 49 ", ""]),
        st.sampled_from(
            ["201", "30", "69", "89", "906", "151", "160", "17", "180", "700", "800", "900", "32", ""]
        ),
        st.text("0123456789", min_size=2, max_size=12),
        st.lists(st.tuples(st.integers(0, 8), st.sampled_from(" /-.)(")), max_size=4),
    )
)
@settings(max_examples=examples(30))
def test_german_numbers_are_what_phonenumbers_makes_of_them(form: str) -> None:
    known = german_number(form)
    if known:
        parsed = phonenumbers.parse(form.replace("/", " "), "DE")
        line = "mobile" if known[1] == "mobile" else "fixed_line"
        kind = getattr(phonenumbers.PhoneNumberType, line.upper())
        assert (parsed.country_code, str(parsed.national_number)) == (49, known[0])
        assert (phonenumbers.number_type(parsed), phonenumbers.is_possible_number(parsed)) == (kind, True)


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("(0211) 48 77-98", ("211487798", "fixed")),
        ("+49 (0)5141 358 5683", ("51413585683", "fixed")),
        ("0049/171/1234567", ("1711234567", "mobile")),
        ("0800 1234567", None),
        ("0211 487798 (privat)", None),
        ("+43 664 1234567", None),
    ],
)
def test_usual_forms_of_german_numbers(written: str, known: tuple[str, str] | None) -> None:
    assert german_number(written) == known


def test_a_phone_number_knows_country_and_line() -> None:
    mobile = Phone().clean("0171 1234567", GERMAN)
    fixed = Phone().clean("030 123456", GERMAN)
    assert mobile.properties == {"country": "DE", "line": "mobile"}
    assert fixed.properties == {"country": "DE", "line": "fixed"}


def test_a_national_number_belongs_to_the_country_of_the_source_or_the_row() -> None:
    american = Phone().clean("(702) 919-1300", Context(country="US"))
    austrian = Phone().clean("0664 1234567", Context(country="DE", words=(("country", "AT"),)))
    assert american.value == "+17029191300"
    assert austrian.value == "+436641234567"


@pytest.mark.parametrize("country", ["EIRE", "Ireland", "Irland", "IE", "IRL", "372", "Éire"])
def test_the_country_of_the_row_is_that_of_its_phone(tmp_path: Path, country: str) -> None:
    (record,) = outcome(tmp_path, "customer", source_id="7", phone="01 677 4433", country=country).entries
    assert isinstance(record, RecordVersion)
    assert [(it.value, it.properties["country"]) for it in record.identifiers] == [("+35316774433", "IE")]
    assert record.attributes["country"] == "IE"


@pytest.mark.parametrize("country", ["Österreich", "Narnia", ""])
@pytest.mark.parametrize("written", ["+44 20 7946 0958", "0044 20 7946 0958", "(0044) 20 7946 0958"])
def test_international_numbers_are_so_in_every_country(tmp_path: Path, country: str, written: str) -> None:
    (record,) = outcome(tmp_path, "customer", source_id="7", phone=written, country=country).entries
    assert isinstance(record, RecordVersion)
    assert [it.value for it in record.identifiers] == ["+442079460958"]


def test_a_country_that_is_not_understood_makes_no_number_german(tmp_path: Path) -> None:
    made = outcome(tmp_path, "customer", source_id="7", phone="030 123456", city="X", country="Narnia")
    (record,) = made.entries
    assert isinstance(record, RecordVersion)
    assert record.identifiers == ()
    assert "country" not in record.attributes
    assert {it.field for it in made.left_out} == {"phone", "country"}


def test_an_empty_country_leaves_the_source_its_own(tmp_path: Path) -> None:
    (record,) = outcome(tmp_path, "customer", source_id="7", phone="030 123456", country="").entries
    assert isinstance(record, RecordVersion)
    assert [it.value for it in record.identifiers] == ["+4930123456"]


def test_the_country_in_an_address_text_counts_too(tmp_path: Path) -> None:
    made = outcome(
        tmp_path, "customer", source_id="7", phone="0664 1234567", address_text="Weg 5, A-1010 Wien"
    )
    (record,) = made.entries
    assert isinstance(record, RecordVersion)
    assert record.identifiers[0].value == "+436641234567"


@pytest.mark.parametrize("written", ["0049 30 1234567", "+49 30 1234567", "011 49 30 1234567"])
def test_how_an_american_source_dials_germany(written: str) -> None:
    assert Phone().clean(written, Context(country="US")).value == "+49301234567"


@pytest.mark.parametrize(
    ("country", "written", "number"),
    [
        ("US", "1-800-FLOWERS", "+18003569377"),
        ("US", "1-800-CALL-NOW", "+18002255669"),
        ("US", "+1 800 234 CAT 9", "+18002342289"),
        ("GB", "0800 CALL NOW", "+448002255669"),
        ("US", "212 555 0173 home", "+12125550173"),
    ],
)
def test_a_number_may_be_written_in_words(country: str, written: str, number: str) -> None:
    assert Phone().clean(written, Context(country=country)).value == number


@pytest.mark.parametrize("written", ["212 555 017A 3", "2a12 55b5 0173"])
def test_one_or_two_letters_are_no_word(written: str) -> None:
    with pytest.raises(InvalidValue):
        Phone().clean(written, Context(country="US"))


@pytest.mark.parametrize("written", ["0171 1234567e", "0171 12345ab", "12 34E56 78 901"])
def test_letters_are_no_digits_of_a_phone_number(written: str) -> None:
    try:
        digits = Phone().clean(written, GERMAN).value
    except InvalidValue:
        return
    assert digits.endswith("".join(it for it in written if it.isdigit())[-7:])


@pytest.mark.parametrize(
    ("written", "count"),
    [
        ("600 11 22 33 / 915 55 44 33", 2),
        ("+49 (0)40 / 987 65 43, 0171-1234567", 2),
        ("030 1234567 oder 0171 7654321", 2),
        ("030 1234567 u. 0171 7654321", 2),
        ("030 1234567 & 0171 7654321", 2),
        ("privat 030 1234567 mobil 0171 7654321", 2),
        ("030 1234567 (p) 0171 7654321 (m)", 2),
        ("030 1234567 0171 7654321", 2),
        ("+49 30 1234567 +49 171 7654321", 2),
        ("+49 (0) 30 1234567 Durchwahl 12345", 1),
        ("089 / 12 34 56", 1),
        ("0221/1234-567", 1),
        ("+49 (0)40 / 987 65 43 12 34 5", 1),
    ],
)
def test_several_whole_numbers_in_one_cell(written: str, count: int) -> None:
    assert len(Phone().pieces(written)) == count
