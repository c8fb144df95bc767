"""Texts, empty values, flags and choices."""

import pytest

from ingest.cleaning.base import Context, InvalidValue
from ingest.cleaning.languages import Language
from ingest.cleaning.numbers.currencies import Currency
from ingest.cleaning.numbers.numbers import Flag
from ingest.cleaning.texts import Text, is_empty, tidy
from ingest.cleaning.words import ContractStatus, EntityType, Gender, Outcome, TicketStatus

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
    ("written", "meant"),
    [
        ("<p>Where is my <b>or</b>der?</p>", "Where is my order?"),
        ('First<br/>second <a href="https://x.de">here</a>', "First second here"),
        ("<br>", None),
        ("a < b > c, x <3 y>", "a < b > c, x <3 y>"),
        ("Eva <eva@web.de>", "Eva <eva@web.de>"),
    ],
)
def test_markup_of_web_pages_is_no_text(written: str, meant: str | None) -> None:
    assert Text().clean(written, POINT) == meant


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
        ("RES", "person"),
        ("PF", "person"),
        ("BUS", "organization"),
        ("Erhverv", "organization"),
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
    for status, words in {
        "open": "Ouverte Abierta Aperta Aberta Otwarta",
        "solved": "Résolue Resuelta Risolta Resolvida Rozwiązana",
        "closed": "Fermée Cerrada Chiusa Fechada Zamknięta",
    }.items():
        assert {TicketStatus().clean(word, POINT) for word in words.split()} == {status}
    assert TicketStatus().clean("Won't Do", POINT) == "closed"
    assert ContractStatus().clean("In Trial", POINT) == "active"
    assert ContractStatus().clean("Résilié", POINT) == "cancelled"
    assert ContractStatus().clean("Zakończona", POINT) == "expired"
    assert ContractStatus().clean("契約中", POINT) == "active"
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
