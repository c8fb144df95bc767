"""Files of persons as strangers keep them: rooms, floors, additions, several numbers in a cell."""

from pathlib import Path

import pytest

from ingest.proposing.meaning.looks import TESTS
from tests.ingest.proposing.proposals import PEOPLE, as_yaml, fields, people_with, proposed, values_of


def test_a_number_beside_the_street_is_that_of_the_house(tmp_path: Path) -> None:
    text = people_with("Endereço;Número;CEP;Cidade", "Rua da Bahia", "1#", "30130-01#", "Belo Horizonte")

    assert values_of(text, tmp_path, "customer")["house_number"] == "Número"


@pytest.mark.parametrize(
    ("headers", "house"),
    [
        ("Street;Apt #", None),
        ("Street;Unit No", None),
        ("Calle;Número exterior;Número interior", "Número exterior"),
    ],
)
def test_numbers_of_flats_are_those_of_no_house_and_of_nobody(
    tmp_path: Path, headers: str, house: str | None
) -> None:
    cells = ["Main Street", *("1#" for _ in headers.split(";")[1:])]
    found = fields(proposed(tmp_path / "x.csv", people_with(headers, *cells)), "customer")

    assert (found.get("house_number"), found.get("account")) == (house and (house,), None)


def test_additions_of_house_numbers_stand_behind_them(tmp_path: Path) -> None:
    text = people_with("Straat;Huisnr;Toevoeging;Postcode", "Kerklaan", "7#", "A", "101#AB")

    assert values_of(text, tmp_path, "customer")["house_number"] == {
        "columns": ["Huisnr", "Toevoeging"],
        "join": " ",
    }


def test_a_room_is_the_key_of_nobody(tmp_path: Path) -> None:
    rows = "".join(
        f"{name};{200 + place}\n" for place, name in enumerate(["Anna Meier", "Jean Dupont", "Eva Kern"])
    )

    assert values_of(f"Gast;Zimmer\n{rows}", tmp_path, "customer")["source_id"] != "Zimmer"


def test_a_column_of_letters_has_no_names(tmp_path: Path) -> None:
    found = proposed(
        tmp_path / "x.csv",
        "Student No;Student Name;Section\n11;Anna Meier;A\n12;Jean Dupont;B\n13;Eva Kern;C\n",
    )

    assert fields(found, "customer")["full_name"] == ("Student Name",)
    assert "given_name" not in fields(found, "customer")


def test_home_is_taken_before_business(tmp_path: Path) -> None:
    address = ("Street#", "Ulm", "8907#")
    text = people_with(
        "Business Street;Business City;Business Postal Code;Home Street;Home City;Home Postal Code",
        *address,
        *address,
    )

    assert values_of(text, tmp_path, "customer")["street"] == "Home Street"


@pytest.mark.parametrize("text", ["600 11 22 33 / 915 55 44 33", "611223344 (trabajo)", "98765 43210"])
def test_what_may_be_dialled(text: str) -> None:
    assert TESTS["dialable"](text)


@pytest.mark.parametrize("text", ["no tiene", "Apartment 12", "12345", "call 12 times at 3 or 4"])
def test_what_cannot_be_dialled(text: str) -> None:
    assert not TESTS["dialable"](text)


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("Emergency Phone", "(312) 555-010#"),
        ("Notfallkontakt", "Eva Kern"),
        ("Spouse", "Eva Kern"),
        ("User 1", "VIP"),
    ],
)
def test_what_belongs_to_somebody_else_or_to_anything_is_left_out(
    tmp_path: Path, header: str, cell: str
) -> None:
    found = proposed(tmp_path / "x.csv", people_with(header, cell))

    assert header in found.unused


@pytest.mark.parametrize("header", ["Línea", "Linea", "Line"])
def test_a_line_with_numbers_to_dial_is_a_phone(tmp_path: Path, header: str) -> None:
    text = people_with(f"{header};CP;Estado", "551234560#", "0600#", "Jalisco")

    assert values_of(text, tmp_path, "customer")["phone"] == header


@pytest.mark.parametrize("header", ["Created;Last seen", "First seen;Last seen", "Last visit;First visit"])
def test_when_somebody_was_seen_last_is_when_this_was_so_whatever_stands_first(
    tmp_path: Path, header: str
) -> None:
    text = people_with(header, "2024-05-0#", "2025-05-0#")

    assert values_of(text, tmp_path, "customer")["observed_at"].startswith("Last")


@pytest.mark.parametrize("header", ["Meeting Date", "Date of appointment", "Fecha cita"])
def test_when_somebody_is_met_is_not_when_this_was_so(tmp_path: Path, header: str) -> None:
    assert "observed_at" not in values_of(people_with(header, "2024-05-0#"), tmp_path, "customer")


def test_the_number_of_an_insured_person_is_that_of_no_contract(tmp_path: Path) -> None:
    text = people_with("Krankenkasse;Versicherungsnummer", "AOK", "A12345678#")

    assert values_of(text, tmp_path, "contract") == {}


@pytest.mark.parametrize("header", ["customer_1,amount,date", "user_1,device,last_seen"])
def test_a_number_joined_to_a_word_is_no_free_field(tmp_path: Path, header: str) -> None:
    rows = "".join(f"k{at}x,d{at}y9,2024-05-0{at}\n" for at in range(1, 6))

    assert values_of(f"{header}\n{rows}", tmp_path, "customer")["source_id"] == header.partition(",")[0]


def test_a_numbered_customer_beside_a_numbered_address_has_a_name(tmp_path: Path) -> None:
    rows = "".join(f"{given} {family},{mail}\n" for given, family, mail in PEOPLE)

    assert values_of(f"Customer 1,Email 1\n{rows}", tmp_path, "customer")["full_name"] == "Customer 1"


def test_when_somebody_was_seen_is_no_time_of_a_consent(tmp_path: Path) -> None:
    text = people_with("first_seen;newsletter", "2024-05-0#", "yes")

    assert values_of(text, tmp_path, "consent") == {}
    assert values_of(text, tmp_path, "customer")["observed_at"] == "first_seen"


def test_those_who_are_invited_to_a_meeting_are_the_persons(tmp_path: Path) -> None:
    rows = "".join(
        f"Dana Host,dana@host.example,u-{place},{given} {family},{mail},2024-05-0{place} 10:00\n"
        for place, (given, family, mail) in enumerate(PEOPLE, start=1)
    )
    headers = "User Name,User Email,Invitee UUID,Invitee Name,Invitee Email,Event Created Date & Time"
    found = values_of(f"{headers}\n{rows}", tmp_path, "customer")

    assert (found["full_name"], found["email"]) == ("Invitee Name", "Invitee Email")
    assert found["source_id"] == "Invitee UUID"


@pytest.mark.parametrize(
    "header",
    [
        "Carimbo de data/hora",
        "Marca temporal",
        "Отметка времени",
        "タイムスタンプ",
        "Zaman damgası",
        "Zeitstempel",
    ],
)
def test_the_time_of_an_answer_to_a_form_is_when_it_was_stated(tmp_path: Path, header: str) -> None:
    text = people_with(header, "0#/07/2024 10:00:00")

    assert values_of(text, tmp_path, "customer")["observed_at"] == header


def test_addresses_on_two_lines_are_addresses(tmp_path: Path) -> None:
    rows = "".join(f'K{place};"Hauptstr. {place}\n8033{place} München"\n' for place in range(1, 6))
    found = proposed(tmp_path / "x.csv", f"Kundennr;Anschrift\n{rows}")

    assert fields(found, "customer")["address_text"] == ("Anschrift",)
    assert as_yaml(found)["files"]


def test_numbered_lines_are_an_address_where_no_column_has_the_city(tmp_path: Path) -> None:
    lines = ("# High Street", "", "York", "North Yorkshire", "YO1 7HH")
    text = people_with("Address 1;Address 2;Address 3;Address 4;Address 5", *lines)
    placed = people_with("Address 1;Address 2;Address 3;City", "# High Street", "Block B", "Yard", "York")

    assert values_of(text, tmp_path, "customer")["address_text"] == {
        "columns": [f"Address {at}" for at in range(1, 6)],
        "join": ", ",
    }
    assert values_of(placed, tmp_path, "customer")["street"] == "Address 1"


@pytest.mark.parametrize("header", ["郵遞區號", "Póstnúmer", "Zip"])
def test_three_digits_are_a_postal_code_where_the_header_says_so(tmp_path: Path, header: str) -> None:
    found = proposed(tmp_path / "x.csv", f"id,email,{header}\n1,a@post.example,106\n2,b@post.example,220\n")

    assert fields(found, "customer")["postal_code"] == (header,)


def test_pictures_within_texts_are_left_out_at_once(tmp_path: Path) -> None:
    text = f'{{"id": 1, "email": "a@post.example", "blob": "{"iVBORw0KGgo" * 40_000}"}}\n'
    found = proposed(tmp_path / "x.jsonl", text)

    assert fields(found, "customer")["email"] == ("email",)
    assert found.unused == ["blob"]
