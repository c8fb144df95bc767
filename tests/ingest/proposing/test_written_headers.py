"""Headers as templates and programs write them: with kinds of fields, capitals for blanks, a table before."""

from pathlib import Path

import pytest

from ingest.proposing.meaning.header_tokens import words_in
from tests.ingest.proposing.proposals import PEOPLE, fields, proposed

_HEADERS = ("Kundennummer", "Vorname", "Nachname", "E-Mail", "Ort")


def _customers(tmp_path: Path, *headers: str) -> dict[str, tuple[str, ...]]:
    """The columns of each field of customers with these headers for number, names, address and city."""
    cities = ("Bonn", "Graz", "Basel")
    rows = "".join(
        f"K{at};{';'.join(person)};{city}\n"
        for at, (person, city) in enumerate(zip(PEOPLE, cities, strict=True), start=1)
    )
    return fields(proposed(tmp_path / "x.csv", f"{';'.join(headers)}\n{rows}"), "customer")


@pytest.mark.parametrize(
    "written",
    [
        "{} (text)",
        "{} [varchar(50)]",
        "{} (Pflichtfeld)",
        "{} (optional) *",
        "{}* (required)",
        "{}（必須）",
        "Data: {}",
        "Liste:{}",
    ],
)
def test_what_is_said_of_all_fields_says_nothing_of_each(tmp_path: Path, written: str) -> None:
    number, given, family, email, city = headers = [written.format(it) for it in _HEADERS]
    found = _customers(tmp_path, *headers)

    assert number in found["source_id"]
    assert {it: found.get(it) for it in ("given_name", "family_name", "email", "city")} == {
        "given_name": (given,),
        "family_name": (family,),
        "email": (email,),
        "city": (city,),
    }


def test_what_a_column_holds_may_stand_in_brackets(tmp_path: Path) -> None:
    """A word in brackets that is no kind of field counts: this is no name of a person."""
    found = _customers(tmp_path, "Kundennummer", "Vorname", "Nachname (Notfallkontakt)", "E-Mail", "Ort")
    assert "family_name" not in found


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("датаЗаказа", "дата заказа"),
        ("numerŁącza", "numer łącza"),
        ("dateÉchéance", "date échéance"),
        ("ÄNDERUNG am", "Änderung am"),
        ("GRÖßE", "größe"),
        ("ДАТА ЗАКАЗА", "дата заказа"),
        ("Straße", "straße"),
    ],
)
def test_capitals_begin_words_in_all_letters(header: str, words: str) -> None:
    assert words_in(header) == words_in(words)
    assert len(words_in(header)) == len(words.split())


def test_orders_with_headers_of_a_russian_program(tmp_path: Path) -> None:
    rows = "".join(f"{at}51;0{at}.07.2025;FT-{at};Футболка {at};{at}00\n" for at in range(1, 5))
    found = proposed(
        tmp_path / "x.csv", f"номерЗаказа;датаЗаказа;артикулПродавца;наименованиеТовара;ценаТовара\n{rows}"
    )

    assert fields(found, "order")["ordered_at"] == ("датаЗаказа",)
    assert fields(found, "order_line")["product"] == ("артикулПродавца",)


@pytest.mark.parametrize(
    "header", ["Nutzername des Käufers", "Nutzername des Bestellers", "nutzername_kunde"]
)
def test_what_a_german_buyer_calls_himself_is_his_handle_or_account(tmp_path: Path, header: str) -> None:
    rows = "".join(
        f"11-{at};{at},50 €;1{at}.11.2025;fuchs_{at};{PEOPLE[at][0]} {PEOPLE[at][1]}\n" for at in range(3)
    )
    found = proposed(
        tmp_path / "x.csv", f"Bestellnummer;Gesamtbetrag;Verkauft am;{header};Name des Käufers\n{rows}"
    )

    customer = fields(found, "customer")
    assert customer["full_name"] == ("Name des Käufers",)
    assert header in {*customer.get("handle", ()), *customer.get("account", ()), *customer["source_id"]}
