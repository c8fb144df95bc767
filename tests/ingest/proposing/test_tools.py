"""Exports of tools: what is no key, no event and no person in them, and what numbers and words stand for."""

from pathlib import Path
from typing import Any

import pytest

from ingest.proposing.proposal import FileProposal
from ingest.proposing.writing import mapping_text
from tests.ingest.proposing.proposals import PEOPLE, as_yaml, fields, proposed

_NATIONAL = {
    "IT": "3336566135",
    "ES": "631119667",
    "PL": "511436063",
    "NL": "0612345678",
    "DE": "015123456789",
}
_HEADERS = {
    "IT": "Nome,Cognome,Telefono,CAP",
    "ES": "Nombre,Apellidos,Teléfono,Provincia",
    "PL": "Imię,Nazwisko,Telefon,Miejscowość",
    "NL": "Voornaam,Achternaam,Telefoon,Plaats",
    "DE": "Vorname,Nachname,Telefon,Ort",
}


def _values(proposal: FileProposal, kind: str) -> dict[str, Any]:
    """What feeds each field of a kind."""
    return {line.name: line.value for rows in proposal.rows if rows.kind == kind for line in rows.lines}


def _file(headers: str, *cells: str) -> str:
    """A row for each person: given name, family name and address, and cells with their number for `#`."""
    rows = [
        ",".join([*person, *(cell.replace("#", str(number)) for cell in cells)])
        for number, person in enumerate(PEOPLE)
    ]
    return "\n".join([f"firstname,lastname,email,{headers}", *rows, ""])


@pytest.mark.parametrize("header", ["password_hash", "Passwort", "rp_token", "Row Checksum"])
def test_a_secret_is_no_key(tmp_path: Path, header: str) -> None:
    found = proposed(tmp_path / "x.csv", _file(header, "a1b2c3d4e5f6070#"))

    assert fields(found, "customer")["source_id"] == ("email",)
    assert header in found.unused


def test_the_number_of_the_account_with_the_program_is_no_key(tmp_path: Path) -> None:
    rows = "".join(f"CA{number},AC0001,+49301234{number}\n" for number in range(100, 110))
    found = proposed(tmp_path / "x.csv", f"Call Sid,Account Sid,From\n{rows}")

    assert fields(found, "customer") == {"source_id": ("Call Sid",), "phone": ("From",)}


def test_names_of_persons_are_no_names_of_events(tmp_path: Path) -> None:
    rows = "u1,Anna Carter,a@web.example,2024-01-01,red\nu2,Jean Page,j@web.example,2024-01-02,red\n"
    found = proposed(tmp_path / "x.csv", f"User ID,Name,Email,Last seen,Tag\n{rows}")

    assert {rows.kind for rows in found.rows} == {"customer"}
    assert fields(found, "customer")["full_name"] == ("Name",)


def test_the_account_of_a_contact_is_the_firm(tmp_path: Path) -> None:
    found = proposed(tmp_path / "x.csv", _file("ID,Account Name,Account ID", "c-#", "Tracker Com LP", "a-#"))
    customer = fields(found, "customer")

    assert customer["given_name"] == ("firstname",)
    assert customer["employer"] == ("Account Name",)
    assert customer["email"] == ("email",)


def test_with_a_contact_beside_the_user_is_who_spoke_with_him(tmp_path: Path) -> None:
    rows = "1,Vera Vertrieb,Anna Meier,447773643289\n2,Vera Vertrieb,Jean Dupont,33643873891\n"
    found = proposed(tmp_path / "x.csv", f"call id,user,contact name,from\n{rows}")

    assert _values(found, "customer") == {
        "source_id": "call id",
        "full_name": "contact name",
        "phone": {"template": "+{from}"},
    }


def test_lists_of_two_kinds_are_never_in_one_entry(tmp_path: Path) -> None:
    order = '{"order_id": "T%d", "ordered_at": "2024-01-0%d", "notes": [{"amount": 5}],'
    order += ' "items": [{"sku": "S1", "qty": 2}]}\n'
    found = proposed(tmp_path / "x.jsonl", order % (1, 1) + order % (2, 2))
    lists = [
        {name.split("[]")[0] for it in rows.lines for name in it.columns if "[]" in name}
        for rows in found.rows
    ]

    assert lists
    assert all(len(paths) < 2 for paths in lists)


def test_an_advertisement_is_no_device(tmp_path: Path) -> None:
    found = proposed(
        tmp_path / "x.csv",
        _file(
            "id,created_time,ad_id,ad_name,phone_number",
            "l:#",
            "2024-01-0#",
            "ag:12#",
            "Herbst",
            "p:+4915112345678",
        ),
    )

    assert {"ad_id", "ad_name"} <= set(found.unused)
    assert fields(found, "customer")["phone"] == ("phone_number",)


@pytest.mark.parametrize("header", ["Order Total (inc tax)", "Total incl VAT", "Gesamt inkl. USt"])
def test_a_total_with_its_tax_is_one_and_a_count_is_none(tmp_path: Path, header: str) -> None:
    rows = "1,2024-01-01,3,12.50,2.50\n2,2024-01-02,1,9.00,1.80\n"
    found = proposed(tmp_path / "x.csv", f"Order ID,Order Date,Total Quantity,{header},Tax Total\n{rows}")

    assert fields(found, "order")["total"] == (header,)


def test_rows_of_nobody_make_no_customers(tmp_path: Path) -> None:
    paid = "".join(f"T{it},2024-01-0{it},{PEOPLE[it % 3][2]},5.00\n" for it in range(1, 9))
    found = proposed(tmp_path / "x.csv", f"Transaction ID,Date,From Email,Total\n{paid}T9,2024-01-09,,-500\n")

    assert {str(rows.when) for rows in found.rows} == {str({"From Email": "*"})}


@pytest.mark.parametrize("country", _HEADERS)
def test_a_language_and_its_phone_numbers_tell_the_country(tmp_path: Path, country: str) -> None:
    rows = "".join(f"{given},{family},{_NATIONAL[country]},x\n" for given, family, _ in PEOPLE)
    found = proposed(tmp_path / "x.csv", f"{_HEADERS[country]}\n{rows}")

    assert as_yaml(found)["country"] == country


def test_numbers_of_no_country_of_the_language_tell_none(tmp_path: Path) -> None:
    rows = "".join(f"{given},{family},12,x\n" for given, family, _ in PEOPLE)
    assert "country" not in as_yaml(proposed(tmp_path / "x.csv", f"{_HEADERS['PL']}\n{rows}"))


@pytest.mark.parametrize(("code", "country"), [("SW1A 1AA", "GB"), ("1012 AB", "NL"), ("00-950", "PL")])
def test_forms_of_postal_codes_tell_the_country(tmp_path: Path, code: str, country: str) -> None:
    assert as_yaml(proposed(tmp_path / "x.csv", _file("ZIP", code)))["country"] == country


def test_a_state_is_no_country_where_it_is_a_code(tmp_path: Path) -> None:
    found = proposed(tmp_path / "x.csv", _file("Kundennr,STATEID", "K#", "BW"))
    assert "country" not in fields(found, "customer")
    found = proposed(tmp_path / "y.csv", _file("Kundennr,Staat", "K#", "Österreich"))
    assert fields(found, "customer")["country"] == ("Staat",)


def test_scores_with_words_behind_are_read(tmp_path: Path) -> None:
    question = "How likely are you to recommend us?"
    rows = "R1,2024-01-01,10 - Extremely likely\nR2,2024-01-02,7\nR3,2024-01-03,9\n"
    found = proposed(tmp_path / "x.csv", f"Respondent ID,End Date,{question}\n{rows}")

    assert _values(found, "survey_answer")["score"] == {"column": question, "extract": r"^\s*(\d+)(?![\d.,])"}


def test_who_was_never_asked_has_neither_agreed_nor_refused(tmp_path: Path) -> None:
    text = _file("Klaviyo ID,Created,Email Marketing Consent", "k#", "2024-01-0#", "STATE#")
    for number, word in enumerate(("SUBSCRIBED", "UNSUBSCRIBED", "NEVER_SUBSCRIBED")):
        text = text.replace(f"STATE{number}", word)
    [consent] = [rows for rows in proposed(tmp_path / "x.csv", text).rows if rows.kind == "consent"]

    assert consent.when == {"Email Marketing Consent": ["SUBSCRIBED", "UNSUBSCRIBED"]}


@pytest.mark.parametrize(("masculine", "feminine"), [("M", "Mme"), ("Sr", "Sra"), ("Pan", "Pani")])
def test_letters_in_a_column_of_titles_address_people(tmp_path: Path, masculine: str, feminine: str) -> None:
    text = (
        _file("ID,Titre", "#", "T#").replace("T0", feminine).replace("T1", masculine).replace("T2", feminine)
    )
    found = proposed(tmp_path / "x.csv", text)

    assert fields(found, "customer")["salutation"] == ("Titre",)


def test_who_answered_when_is_the_number_of_an_answer_without_one(tmp_path: Path) -> None:
    question = "Quanto sei soddisfatto del nostro servizio?"
    rows = "".join(
        f"0{place}/11/2025 14.05.33,{email},{given} {family},{place + 3},\n"
        for place, (given, family, email) in enumerate(PEOPLE)
    )
    headers = f"Informazioni cronologiche,Nome utente,Nome e cognome,{question},Consigli?"
    found = proposed(tmp_path / "x.csv", f"{headers}\n{rows}".replace("00/", "09/"))
    answer = _values(found, "survey_answer")

    assert answer["number"] == {"template": "{Informazioni cronologiche}|{Nome utente}"}
    assert (answer["answered_at"], answer["score"]) == ("Informazioni cronologiche", question)
    assert [rows.kind for rows in found.rows].count("survey_answer") == 1


@pytest.mark.parametrize(("header", "cells"), [("Nouveau client", "0 1 1"), ("Klant", "ja nee ja")])
def test_yes_and_no_name_nobody(tmp_path: Path, header: str, cells: str) -> None:
    rows = "".join(
        f"{place},{cell},2024-01-0{place},9.50\n" for place, cell in enumerate(cells.split() * 3, start=1)
    )
    found = proposed(tmp_path / "x.csv", f"Order ID,{header},Order Date,Total\n{rows}")

    assert fields(found, "order").keys() == {"number", "ordered_at", "total"}


def test_names_are_no_keys_and_a_number_is(tmp_path: Path) -> None:
    names = ("GARCÍA LÓPEZ, ANA", "RUIZ, JUAN", "SEGURA, MARÍA JOSÉ")
    rows = "".join(
        f"{place:05d};{name};Calle Mayor, {place + 1};2801{place};Madrid\n"
        for place, name in enumerate(names)
    )
    found = proposed(tmp_path / "x.csv", f"Nº historia;Paciente;Dirección;C.P.;Población\n{rows}")
    customer = fields(found, "customer")

    assert (customer["source_id"], customer["full_name"]) == (("Nº historia",), ("Paciente",))
    assert customer["street"] == ("Dirección",)


def test_a_number_of_each_order_is_none_of_its_buyer(tmp_path: Path) -> None:
    rows = "".join(
        f"{place},gid-{place},c{place},2024-01-0{place},9.50,e{place}@web.example\n" for place in range(1, 9)
    )
    headers = "order number,admin_graphql_api_id,customer id,ordered at,total,email"
    found = proposed(tmp_path / "x.csv", f"{headers}\n{rows}")

    assert "admin_graphql_api_id" in found.unused


def test_stripe_counts_cents(tmp_path: Path) -> None:
    charge = '{"id": "ch_%d", "object": "charge", "amount": 1999, "created": 170406720%d, "currency": "eur"}'
    rows = ",".join(charge % (place, place) for place in range(3))
    found = proposed(tmp_path / "x.json", f'{{"object": "list", "data": [{rows}]}}')

    assert _values(found, "order")["total"] == {"template": "{amount}e-2"}


def test_an_export_that_is_known_is_not_where_its_rows_are_in_a_list(tmp_path: Path) -> None:
    user = '{"id": %d, "name": "Anna Meier", "email": "a%d@web.example", "role": "end-user",'
    user += ' "external_id": null, "organization_id": null, "locale": "de", "time_zone": "Berlin"}'
    rows = ",".join(user % (place, place) for place in range(3))
    found = proposed(tmp_path / "x.json", f'{{"count": 3, "users": [{rows}]}}')

    assert not found.packaged
    assert fields(found, "customer")["full_name"] == ("name",)


@pytest.mark.parametrize("city", ["Łódź", "Kraków"])
def test_text_is_in_the_code_page_of_the_country_that_it_tells(tmp_path: Path, city: str) -> None:
    rows = "".join(f"K{place};Paweł;Głowacki;50012345{place};{city}\n" for place in range(5))
    found = proposed(tmp_path / "x.csv", f"Nr;Imię;Nazwisko;Telefon;Miejscowość\n{rows}", "cp1250")

    assert as_yaml(found)["country"] == "PL"
    assert {column.name for column in found.columns} >= {"Imię", "Miejscowość"}


def test_consent_to_the_holding_of_data_is_none_to_marketing(tmp_path: Path) -> None:
    text = _file(
        "Tessera,Data iscrizione,Consenso privacy,Consenso marketing", "T#", "0#/01/2024", "SI", "NO"
    )
    purposes = [
        line.value
        for rows in proposed(tmp_path / "x.csv", text).rows
        for line in rows.lines
        if line.name == "purpose"
    ]
    assert purposes == [{"const": "privacy"}, {"const": "marketing"}]


def test_consents_that_nobody_dates_are_named(tmp_path: Path) -> None:
    found = proposed(tmp_path / "x.csv", _file("Kundennr,Newsletter", "K#", "WAHR"))

    assert {rows.kind for rows in found.rows} == {"customer"}
    assert "# consents, it seems, and no column tells since when: Newsletter\n" in mapping_text(
        "shop", [found]
    )
