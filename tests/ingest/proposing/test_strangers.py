"""Files as strangers keep them: rooms, floors, additions, several numbers in a cell, signs of currencies."""

from pathlib import Path

import pytest

from ingest.proposing.meaning.looks import TESTS
from tests.ingest.proposing.proposals import PEOPLE, as_yaml, fields, proposed


def _values(text: str, path: Path, kind: str) -> dict[str, object]:
    """What feeds each field of a kind."""
    found = proposed(path / "x.csv", text)
    return {line.name: line.value for rows in found.rows if rows.kind == kind for line in rows.lines}


def _file(headers: str, *cells: str) -> str:
    """A row for each person: given name, family name and address, and cells with their number for `#`."""
    rows = [
        ";".join([*person, *(cell.replace("#", str(place)) for cell in cells)])
        for place, person in enumerate(PEOPLE, start=1)
    ]
    return "\n".join([f"firstname;lastname;email;{headers}", *rows, ""])


def test_a_number_beside_the_street_is_that_of_the_house(tmp_path: Path) -> None:
    text = _file("Endereço;Número;CEP;Cidade", "Rua da Bahia", "1#", "30130-01#", "Belo Horizonte")

    assert _values(text, tmp_path, "customer")["house_number"] == "Número"


def test_additions_of_house_numbers_stand_behind_them(tmp_path: Path) -> None:
    text = _file("Straat;Huisnr;Toevoeging;Postcode", "Kerklaan", "7#", "A", "101#AB")

    assert _values(text, tmp_path, "customer")["house_number"] == {
        "columns": ["Huisnr", "Toevoeging"],
        "join": " ",
    }


def test_a_room_is_the_key_of_nobody(tmp_path: Path) -> None:
    rows = "".join(
        f"{name};{200 + place}\n" for place, name in enumerate(["Anna Meier", "Jean Dupont", "Eva Kern"])
    )

    assert _values(f"Gast;Zimmer\n{rows}", tmp_path, "customer")["source_id"] != "Zimmer"


def test_a_column_of_letters_has_no_names(tmp_path: Path) -> None:
    found = proposed(
        tmp_path / "x.csv",
        "Student No;Student Name;Section\n11;Anna Meier;A\n12;Jean Dupont;B\n13;Eva Kern;C\n",
    )

    assert fields(found, "customer")["full_name"] == ("Student Name",)
    assert "given_name" not in fields(found, "customer")


def test_a_key_has_values_where_orders_have_numbers(tmp_path: Path) -> None:
    rows = "".join(f"T-{place};2024-05-0{place};1{place},50;a{place}@b.example;\n" for place in range(1, 6))

    assert (
        _values(f"Order No;Order date;Total;Email;Customer No\n{rows}", tmp_path, "order")["source_id"]
        != "Customer No"
    )


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("12#,50 zł", "PLN"),
        ("R$ 12#,50", "BRL"),
        ("1.23#,00 TL", "TRY"),
        ("12#.50 USD", "USD"),
        ("$12#.50", None),
    ],
)
def test_the_sign_beside_all_amounts_is_the_currency(tmp_path: Path, written: str, code: str | None) -> None:
    text = _file("Order No;Order date;Total", "T-#", "2024-05-0#", written)

    found = _values(text, tmp_path, "order")
    assert found["total"] == "Total"
    assert found.get("currency") == (code and {"const": code})


def test_reservations_are_orders_and_arrival_is_when(tmp_path: Path) -> None:
    text = _file("Reservation No;Arrival;Amount", "R-#", "2024-05-0#", "100")

    assert _values(text, tmp_path, "order")["ordered_at"] == "Arrival"


def test_home_is_taken_before_business(tmp_path: Path) -> None:
    address = ("Street#", "Ulm", "8907#")
    text = _file(
        "Business Street;Business City;Business Postal Code;Home Street;Home City;Home Postal Code",
        *address,
        *address,
    )

    assert _values(text, tmp_path, "customer")["street"] == "Home Street"


@pytest.mark.parametrize("text", ["600 11 22 33 / 915 55 44 33", "611223344 (trabajo)", "98765 43210"])
def test_what_may_be_dialled(text: str) -> None:
    assert TESTS["dialable"](text)


@pytest.mark.parametrize("text", ["no tiene", "Apartment 12", "12345", "call 12 times at 3 or 4"])
def test_what_cannot_be_dialled(text: str) -> None:
    assert not TESTS["dialable"](text)


def test_addresses_on_two_lines_are_addresses(tmp_path: Path) -> None:
    rows = "".join(f'K{place};"Hauptstr. {place}\n8033{place} München"\n' for place in range(1, 6))
    found = proposed(tmp_path / "x.csv", f"Kundennr;Anschrift\n{rows}")

    assert fields(found, "customer")["address_text"] == ("Anschrift",)
    assert as_yaml(found)["files"]


def test_a_packaged_mapping_is_told_the_order_of_dates(tmp_path: Path) -> None:
    headers = "Date,Time,TimeZone,Name,Gross,Fee,Net,From Email Address,To Email Address,Transaction ID"
    rows = "".join(
        f"09/1{place}/2024,10:00:00,PDT,Anna Meier,5.00,0,5.00,a@b.example,c@d.example,T{place},Credit\n"
        for place in range(3, 6)
    )
    found = proposed(tmp_path / "Download.csv", f"{headers},Balance Impact\n{rows}")

    assert found.packaged == "paypal-activity"
    assert as_yaml(found)["dates"] == "MDY"
