"""Columns of exports that say nothing of the customer: empty ones, other addresses, ages, last dates."""

from pathlib import Path

import pytest

from tests.ingest.proposing.proposals import PEOPLE, fields, proposed


@pytest.mark.parametrize(
    ("header", "street"),
    [
        (
            "Email,Billing Street,Billing City,Billing Zip,Shipping Zip,Shipping City,Shipping Country",
            "Billing Street",
        ),
        (
            "Email,Shipping Address1,Shipping City,Shipping Zip,Billing Zip,Billing City,X",
            "Shipping Address1",
        ),
        (
            "E-Mail,Rechnungsstraße,Rechnungsort,Rechnungs-PLZ,Liefer-PLZ,Lieferort,Lieferland",
            "Rechnungsstraße",
        ),
    ],
)
def test_the_parts_of_an_address_are_of_one(tmp_path: Path, header: str, street: str) -> None:
    rows = "".join(
        f"{mail},Domweg {no},Köln,50667,10115,Berlin,DE\n" for no, (_, _, mail) in enumerate(PEOPLE, 1)
    )
    found = fields(proposed(tmp_path / "o.csv", f"{header}\n{rows}"), "customer")

    columns = header.split(",")
    own = [column for column in columns[1:] if column[:6] == street[:6]]
    taken = [name for part in ("street", "city", "postal_code", "country") for name in found.get(part, ())]
    assert sorted(taken) == sorted(own)


def test_a_column_with_values_comes_before_a_better_one_without(tmp_path: Path) -> None:
    rows = "".join(f"{no},{first},{last},,2024-05-0{no}\n" for no, (first, last, _) in enumerate(PEOPLE, 1))
    found = proposed(tmp_path / "z.csv", f"id,First Name,Last Name,Modified Time,Added Time\n{rows}")

    assert fields(found, "customer")["observed_at"] == ("Added Time",)


def test_columns_without_values_make_no_rows_of_another_kind(tmp_path: Path) -> None:
    rows = "".join(f"{no},{first},{last},,,\n" for no, (first, last, _) in enumerate(PEOPLE, 1))
    header = "Kundennummer,Vorname,Nachname,Vertragsnummer,Vertragsbeginn,Vertragsende"
    found = proposed(tmp_path / "k.csv", f"{header}\n{rows}")

    assert [it.kind for it in found.rows] == ["customer"]


def test_an_empty_phone_adds_nothing_to_one_with_numbers(tmp_path: Path) -> None:
    rows = "".join(f"{no},{first},,+49 221 55501{no}\n" for no, (first, _, _) in enumerate(PEOPLE, 1))
    found = proposed(tmp_path / "k.csv", f"Kundennummer,Vorname,Mobil,Telefon\n{rows}")

    assert fields(found, "customer")["phone"] == ("Telefon",)


@pytest.mark.parametrize("header", ["last_activity_date", "Last Contact", "first_order", "Last Note"])
def test_what_was_first_or_last_is_no_name(tmp_path: Path, header: str) -> None:
    rows = "".join(f"{no},{first} {last},2024-05-0{no}\n" for no, (first, last, _) in enumerate(PEOPLE, 1))
    found = fields(proposed(tmp_path / "c.csv", f"id,name,{header}\n{rows}"), "customer")

    assert found["full_name"] == ("name",)
    assert header in proposed(tmp_path / "c.csv", f"id,name,{header}\n{rows}").unused


@pytest.mark.parametrize("header", ["kunden_alter", "customer age", "Kunde Bankkonto-Nummer", "client IBAN"])
def test_ages_and_bank_accounts_are_no_numbers_of_the_customer(tmp_path: Path, header: str) -> None:
    rows = "".join(f"{no},{first} {last},{no + 30}\n" for no, (first, last, _) in enumerate(PEOPLE, 1))
    found = proposed(tmp_path / "c.csv", f"kunden_id,name,{header}\n{rows}")

    assert header in found.unused
