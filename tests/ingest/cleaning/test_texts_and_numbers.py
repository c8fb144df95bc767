"""Texts, empty values, numbers, flags and choices."""

import pytest

from ingest.cleaning.base import Context, InvalidValue
from ingest.cleaning.currencies import Currency
from ingest.cleaning.languages import Language
from ingest.cleaning.numbers import DecimalNumber, Flag, WholeNumber
from ingest.cleaning.texts import Text, is_empty, tidy
from ingest.cleaning.words import ContractStatus, EntityType, Gender, Outcome, TicketStatus

COMMA = Context(decimal=",")
POINT = Context(decimal=".")


@pytest.mark.parametrize(
    ("written", "tidied"),
    [
        ("  Anna  Maria\t", "Anna Maria"),
        ("Mu\u0308ller", "Müller"),
        ("MÃ¼ller", "Müller"),
        ("StraÃŸe", "Straße"),
        ("GrÃ¼Ã\x9fe", "Grüße"),
        ("\ufeffAnna\u200b", "Anna"),
        ("Anna\u00a0Maria", "Anna Maria"),
        ("São Paulo", "São Paulo"),
        ("Ângela", "Ângela"),
        ("Anna\u202eairaM", "AnnaairaM"),
        ("\u2066Anna\u2069 \u200eMaria\u200f", "Anna Maria"),
        ("An\u200dna", "Anna"),
        ("نیم\u200cفاصله", "نیم\u200cفاصله"),
        ("\u3164\u2800", ""),
        ("Anna\x0bMaria\x85Ott\x00", "Anna Maria Ott"),
        ('="0123"', "0123"),
        ("'01067", "01067"),
        ("'s-Hertogenbosch", "'s-Hertogenbosch"),
    ],
)
def test_tidy(written: str, tidied: str) -> None:
    assert tidy(written) == tidied


@pytest.mark.parametrize(
    "written",
    [
        "",
        "-",
        "--",
        "NULL",
        "null",
        "n/a",
        "k.A.",
        "k. A.",
        "Unbekannt",
        "keine Angabe",
        "NaN",
        "\\N",
        "?",
        "...",
        "None",
    ],
)
def test_empty_values(written: str) -> None:
    assert is_empty(written)


@pytest.mark.parametrize("written", ["Null", "Nan", "0", "Na", "Leer", "Test"])
def test_names_and_values_that_look_empty_are_not(written: str) -> None:
    assert not is_empty(written)


@pytest.mark.parametrize(
    ("written", "context", "number"),
    [
        ("1.234,56", COMMA, 1234.56),
        ("1.234,56 €", COMMA, 1234.56),
        ("EUR 12,50", COMMA, 12.5),
        ("12,-", COMMA, 12.0),
        ("1.234", COMMA, 1234.0),
        ("1234,5", COMMA, 1234.5),
        ("12,50-", COMMA, -12.5),
        ("−3,5", COMMA, -3.5),
        ("1,234.56", POINT, 1234.56),
        ("1'234.50", POINT, 1234.5),
        ("$1,000", POINT, 1000.0),
        ("1e3", POINT, 1000.0),
        ("1.5E-05", POINT, 0.000015),
        ("1.2345E+04", POINT, 12345.0),
        ("12.0", POINT, 12.0),
        ("1 234,50", COMMA, 1234.5),
    ],
)
def test_decimal_numbers(written: str, context: Context, number: float) -> None:
    assert DecimalNumber().clean(written, context) == number


@pytest.mark.parametrize(
    ("written", "context"),
    [
        ("12.5", COMMA),
        ("12,5", POINT),
        ("zwölf", POINT),
        ("1,2,3", POINT),
        ("", POINT),
        ("nan", POINT),
        ("1e999", POINT),
        ("1.23E+11", POINT),
        ("4,91701E+12", COMMA),
        ("1e999999999999", POINT),
    ],
)
def test_what_is_no_number(written: str, context: Context) -> None:
    with pytest.raises(InvalidValue):
        DecimalNumber().clean(written, context)


def test_native_numbers_do_not_depend_on_the_decimal_mark() -> None:
    assert DecimalNumber().native(1.5, COMMA) == 1.5
    assert WholeNumber().native(3, COMMA) == 3
    for wrong in (True, [1], float("inf"), float("nan"), 10**400):
        with pytest.raises(InvalidValue):
            DecimalNumber().native(wrong, POINT)


@pytest.mark.parametrize(
    "written", ["1 240,50 zł", "1.240,50 kr", "SEK 1240,50", "1240,50 Kč", "1.240,50\u00a0€"]
)
def test_amounts_with_the_money_around(written: str) -> None:
    assert DecimalNumber().clean(written, COMMA) == 1240.5


def test_whole_numbers() -> None:
    assert WholeNumber().clean("2,0", COMMA) == 2
    assert WholeNumber().clean("1.000", COMMA) == 1000
    with pytest.raises(InvalidValue):
        WholeNumber().clean("2,5", COMMA)


@pytest.mark.parametrize(
    "written",
    ["VERDADERO", "VRAI", "Vero", "WAAR", "PRAWDA", "DOĞRU", "oui", "Sí", "tak", "Да", "はい", "예"],
)
def test_yes_in_the_languages_around(written: str) -> None:
    assert Flag().clean(written, POINT) is True


@pytest.mark.parametrize(
    "written", ["FALSO", "FAUX", "ONWAAR", "FAŁSZ", "YANLIŞ", "FALSKT", "non", "nee", "nie"]
)
def test_no_in_the_languages_around(written: str) -> None:
    assert Flag().clean(written, POINT) is False


@pytest.mark.parametrize(
    ("written", "flag"),
    [("ja", True), ("N", False), ("1", True), ("Nein", False), ("true", True), ("1.0", True), ("0,0", False)],
)
def test_flags(written: str, flag: bool) -> None:
    assert Flag().clean(written, POINT) is flag
    assert Flag().native(flag, POINT) is flag


def test_what_is_no_flag() -> None:
    with pytest.raises(InvalidValue):
        Flag().clean("vielleicht", POINT)


@pytest.mark.parametrize(
    ("written", "gender"),
    [
        ("V", "female"),
        ("K", "female"),
        ("femme", "female"),
        ("H", "male"),
        ("hombre", "male"),
        ("Uomo", "male"),
        ("Nữ", "female"),
        ("жен", "female"),
        ("남", "male"),
        ("Hr.", "male"),
        ("Mrs", "female"),
        ("non binary", "diverse"),
        ("男性", "male"),
    ],
)
def test_genders_in_the_languages_around(written: str, gender: str) -> None:
    assert Gender().clean(written, POINT) == gender


@pytest.mark.parametrize(
    ("written", "type_"),
    [
        ("private", "person"),
        ("Particulier", "person"),
        ("Pessoa Física", "person"),
        ("Commercial", "organization"),
        ("Azienda", "organization"),
        ("zakelijk", "organization"),
        ("Kurumsal", "organization"),
    ],
)
def test_persons_and_organizations_in_the_languages_around(written: str, type_: str) -> None:
    assert EntityType().clean(written, POINT) == type_


def test_choices_know_german_words_and_list_what_is_possible() -> None:
    assert Gender().clean("W", POINT) == "female"
    assert Gender().clean("männlich", POINT) == "male"
    assert Gender().clean("U", POINT) is None
    assert TicketStatus().clean("In Bearbeitung", POINT) == "open"
    assert TicketStatus().clean("Waiting for support", POINT) == "open"
    assert TicketStatus().clean("Waiting for customer", POINT) == "pending"
    assert TicketStatus().clean("Résolu", POINT) == "solved"
    assert TicketStatus().clean("Won't Do", POINT) == "closed"
    assert ContractStatus().clean("In Trial", POINT) == "active"
    assert ContractStatus().clean("Résilié", POINT) == "cancelled"
    assert Outcome().clean("Geöffnet", POINT) == "opened"
    with pytest.raises(InvalidValue, match="female, male, diverse"):
        Gender().clean("Q", POINT)


def test_currencies_and_languages() -> None:
    assert Currency().clean("€", POINT) == "EUR"
    assert Currency().clean("chf", POINT) == "CHF"
    assert Language().clean("de-AT", POINT) == "de"
    assert Language().clean("Deutsch", POINT) == "de"
    with pytest.raises(InvalidValue):
        Currency().clean("Taler", POINT)


def test_a_text_has_an_end() -> None:
    with pytest.raises(InvalidValue):
        Text().clean("x" * 4001, POINT)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("O&#39;Brien", "O'Brien"),
        ("Smith &amp; Sons", "Smith & Sons"),
        ("M&uuml;ller", "Müller"),
        ("A&nbsp;&nbsp;B", "A B"),
        ("AT&T; Smith", "AT&T; Smith"),
        ("a&b;c", "a&b;c"),
    ],
)
def test_what_web_pages_write_for_characters(written: str, meant: str) -> None:
    assert tidy(written) == meant


@pytest.mark.parametrize(
    ("written", "context", "number"),
    [
        ("R$ 1.234,56", COMMA, 1234.56),
        ("4.500,00 TL", COMMA, 4500),
        ("1 234,50 ₽", COMMA, 1234.5),
        ("₹1,23,456.00", POINT, 123456),
        ("12,800円", POINT, 12800),
        ("($1,500.00)", POINT, -1500),
        ("-$5", POINT, -5),
    ],
)
def test_amounts_with_the_signs_of_many_countries(written: str, context: Context, number: float) -> None:
    assert DecimalNumber().clean(written, context) == number


@pytest.mark.parametrize(
    "written",
    [
        "-{}",
        "{}-",
        "{} -",
        "({})",
        "€ -{}",
        "-€ {}",
        "{} € -",
        "{} EUR-",
        "(€ {})",
        "€ ({})",
        "- {} lei",
        "CHF {}-",
        "−{} ₴",
    ],
)
def test_less_than_nothing_wherever_the_sign_stands(written: str) -> None:
    assert DecimalNumber().clean(written.format("1.234,56"), COMMA) == -1234.56


@pytest.mark.parametrize(
    "unit",
    ["RON", "lei", "Ft", "лв.", "₴", "грн", "kn", "din.", "Rp", "₫", "COP$", "ARS", "Fr.", "₱", "₦", "KSh",
     "RM", "R", "₪", "฿", "S$", "HK$", "CA$", "AED", "SAR", "Dhs", "S/", "zł", "kr.", "euros"],
)  # fmt: skip
def test_amounts_with_the_currency_of_any_country(unit: str) -> None:
    for written in (f"{unit} 1.234,56", f"1.234,56 {unit}", f"1.234,56{unit}", f"+1.234,56 {unit}"):
        assert DecimalNumber().clean(written, COMMA) == 1234.56


@pytest.mark.parametrize(
    "written", ["--5", "(-5)", "-5-", "5 CR", "5 DR", "5 M", "5 Mio", "5k", "5 kg €x", "EUR", "5 EUR 3", "()"]
)
def test_what_is_no_amount(written: str) -> None:
    with pytest.raises(InvalidValue):
        DecimalNumber().clean(written, COMMA)


@pytest.mark.parametrize(
    ("written", "country", "code"),
    [
        ("$", "CA", "CAD"), ("$", "US", "USD"), ("$", "DE", "USD"), ("kr", "SE", "SEK"), ("kr.", "DK", "DKK"),
        ("zł", "DE", "PLN"), ("₹", "GB", "INR"), ("R$", "BR", "BRL"), ("¥", "CN", "CNY"), ("¥", "JP", "JPY"),
        ("Kč", "CZ", "CZK"), ("Euros", "FR", "EUR"),
    ],
)  # fmt: skip
def test_the_sign_of_several_currencies_is_that_of_the_country(written: str, country: str, code: str) -> None:
    assert Currency().clean(written, Context(country=country)) == code


def test_crowns_of_no_country_are_no_currency() -> None:
    with pytest.raises(InvalidValue):
        Currency().clean("kr", POINT)
