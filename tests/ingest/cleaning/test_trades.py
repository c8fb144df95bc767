"""Values as the programs of trades write them: airlines, hotels, dealers, schools, registers, hospitals."""

from typing import Any

import pytest

from ingest.cleaning.base import Context, InvalidValue, PartialValue
from ingest.cleaning.names.names import parse_name
from ingest.cleaning.numbers.money import Priced
from ingest.cleaning.places.postal_codes import full_postal_code
from ingest.ingestors import INGESTORS
from ingest.mapping_files.binding import Cleaning


def cleaned(kind: str, field: str, text: str, country: str) -> Any:
    """The clean value of a text in a field of a source of a country."""
    context = Context(source="s", country=country)
    found = Cleaning(INGESTORS[kind].field[field].type, context).of_text(text)
    return found.value if isinstance(found, PartialValue) else found


@pytest.mark.parametrize(
    ("text", "given", "family", "title"),
    [
        ("Heinrich /Weber/", "Heinrich", "Weber", None),
        ("Anna Maria /von Berg/", "Anna Maria", "von Berg", None),
        ("/Weber/", None, "Weber", None),
        ("/Weber/ Heinrich", "Heinrich", "Weber", None),
        ("DOE^JOHN", "JOHN", "DOE", None),
        ("DOE^JOHN^^^DR", "JOHN", "DOE", "DR"),
        ("*Smith, Anna", "Anna", "Smith", None),
    ],
)
def test_names_with_the_marks_of_fields(text: str, given: str | None, family: str, title: str | None) -> None:
    name = parse_name(cleaned("customer", "full_name", text, "US"), "US")
    found = " ".join(filter(None, (name.given, name.middle))) or None
    assert [it and it.casefold().rstrip(".") for it in (found, name.family, name.title)] == [
        it and it.casefold() for it in (given, family, title)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Anna/Peter Müller",
        "Müller/Schmidt, Anna",
        "MUELLER/HANS MR",
        "Anna/Peter/Paul Müller",
        "Anna / Peter / Paul Müller",
        "Meier/Huber/Weiss",
        "SMITH/JOHN/MR",
    ],
)
def test_strokes_of_other_names_are_no_marks_of_fields(text: str) -> None:
    assert cleaned("customer", "full_name", text, "DE") == text


@pytest.mark.parametrize(
    ("kind", "field", "text", "country", "value"),
    [
        ("customer", "birth_date", "abt 1845", "GB", "1845"),
        ("customer", "birth_date", "EST 1884", "US", "1884"),
        ("customer", "birth_date", "vers 1770", "FR", "1770"),
        ("customer", "birth_date", "14.V.2012", "PL", "2012-05-14"),
        ("customer", "birth_date", "14 I 2012", "PL", "2012-01-14"),
        ("customer", "nationality", "British Citizen", "GB", "GB"),
        ("consent", "granted", "Consent given", "GB", True),
    ],
)
def test_what_registers_airlines_and_schools_write(
    kind: str, field: str, text: str, country: str, value: object
) -> None:
    assert cleaned(kind, field, text, country) == value


@pytest.mark.parametrize(
    ("text", "country", "amount", "currency"),
    [
        ("$50 USD", "CA", 50, "USD"),
        ("USD $50", "CA", 50, "USD"),
        ("MXN $1,250.00", "US", 1250, "MXN"),
        ("US $50.00", "CA", 50, "USD"),
        ("50.00 $ CA", "US", 50, "CAD"),
        ("50 $US", "CA", 50, "USD"),
        ("$50", "CA", 50, "CAD"),
        ("1 200:-", "SE", 1200, None),
        ("120:- kr", "SE", 120, "SEK"),
    ],
)
def test_dollars_with_their_country_and_swedish_crowns(
    text: str, country: str, amount: float, currency: str | None
) -> None:
    found = cleaned("order", "total", text, country)
    assert (float(found), found.currency if isinstance(found, Priced) else None) == (amount, currency)


def test_two_currencies_beside_one_amount_are_refused() -> None:
    assert isinstance(cleaned("order", "total", "€ 50 USD", "DE"), InvalidValue)


@pytest.mark.parametrize(("text", "country"), [("555-0101", "US"), ("234-5678", "CA"), ("2345678", "US")])
def test_a_number_of_any_area_is_no_phone_number(text: str, country: str) -> None:
    """Such a number is somebody's in each area: it would link strangers."""
    assert isinstance(cleaned("customer", "phone", text, country), InvalidValue)


@pytest.mark.parametrize(
    ("text", "country", "value"),
    [("H: 020 7946 0018", "GB", "+442079460018"), ("W: (212) 555-0143", "US", "+12125550143")],
)
def test_a_letter_says_whose_phone_it_is(text: str, country: str, value: str) -> None:
    assert cleaned("customer", "phone", text, country).value == value


def test_codes_and_flats() -> None:
    assert full_postal_code("481271398", "US") == "48127-1398"
    assert full_postal_code("481271398", "DE") == "481271398"
    street = cleaned("customer", "street", "Flat 2/1, 14 High Street", "GB")
    assert (street.name, street.number) == ("High Street", "14")


@pytest.mark.parametrize(
    ("text", "is_firm"),
    [
        ("Rotary Club of York", True), ("ROTARY CLUB OF YORK", True), ("The Estate of Mary Jones", True),
        ("Friends of the Earth", True), ("St. Mary's Church", True), ("St Thomas’ Hospital", True),
        ("Mary Church", False), ("Jane St. Clair Church", False), ("Church, Mary", False),
        ("Anna Lodge", False), ("Earl of York", False), ("St. John Smith", False), ("Peter College", False),
    ],
)  # fmt: skip
def test_donors_that_are_no_persons(text: str, is_firm: bool) -> None:
    assert parse_name(text, "GB").organization is is_firm
