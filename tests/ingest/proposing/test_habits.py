"""What is proposed for a file as a whole: order of dates, decimals, country, encoding, words for nothing."""

from pathlib import Path

import pytest

from ingest.proposing.habits.file_habits import date_order
from tests.ingest.proposing.proposals import as_yaml, fields, proposed


@pytest.mark.parametrize(
    ("texts", "order", "sure"),
    [
        (["31.12.1980", "01.02.1990"], "DMY", True),
        (["12/31/1980", "01/02/1990"], "MDY", True),
        (["01/02/1990", "03/04/1991"], "DMY", False),
        (["01-02-1990 10:15", "03-24-1991 08:00"], "MDY", True),
        (["04/02/2023 11:58:10 PM", "04/01/2023 01:05:00 AM"], "MDY", False),
    ],
)
def test_the_order_of_dates(texts: list[str], order: str, sure: bool) -> None:
    habit = date_order(texts)
    assert habit
    assert (habit.value, habit.score > 0.9) == (order, sure)


def test_dates_that_tell_no_order_have_none() -> None:
    assert date_order(["1980-12-31", "2001-02-03"]) is None


def test_dates_decimals_countries_and_empty_words_are_told(tmp_path: Path) -> None:
    text = "".join(f"A{no};{no},95;31.12.2024;S{no};{'onbekend' if no else 'web'};EUR\n" for no in range(5))
    found = proposed(
        tmp_path / "b.csv", f"Bestellnr;Betrag;Bestelldatum;Kundennr;Kanal;Währung\n{text}", "cp1252"
    )
    loaded = as_yaml(found)

    assert (loaded["dates"], loaded["decimal"], loaded["nulls"]) == ("DMY", ",", ["onbekend"])
    assert found.reading.encoding == "cp1252"


@pytest.mark.parametrize("phone", ["(212) 555-01{no}", "212.555.01{no} x7", "1-416-555-01{no}"])
def test_numbers_as_americans_write_them_tell_the_country(tmp_path: Path, phone: str) -> None:
    rows = "".join(f"{no},Mary {no},{phone.format(no=no)}\n" for no in range(10, 20))
    found = proposed(tmp_path / "us.csv", f"Customer ID,Name,Phone\n{rows}")

    assert as_yaml(found)["country"] in ("US", "CA")


@pytest.mark.parametrize("phone", ["030 55512{no}", "0{no}-123-4567", "2{no} 345 678", "138-1234-56{no}"])
def test_other_national_numbers_tell_no_country(tmp_path: Path, phone: str) -> None:
    rows = "".join(f"{no},Mary {no},{phone.format(no=no)}\n" for no in range(10, 20))
    found = proposed(tmp_path / "any.csv", f"Customer ID,Name,Phone\n{rows}")

    assert "country" not in as_yaml(found)


@pytest.mark.parametrize(
    ("header", "phone", "country"),
    [
        ("Zip,Phone", "276{no},91955501{no}", "US"),
        ("Zip,Mobile No", "4122{no},98220123{no}", "IN"),
        ("Town,Mobile Number", "Cebu,0917 123 45{no}", "PH"),
        ("Town,Cell", "Durban,082 555 01{no}", "ZA"),
        ("Town,Mobile", "Bremen,0171 23456{no}", None),
        ("Town,Phone", "Bremen,0421 5556{no}", None),
    ],
)
def test_numbers_that_one_english_speaking_country_alone_has_tell_it(
    tmp_path: Path, header: str, phone: str, country: str | None
) -> None:
    rows = "".join(f"{no},Mary,Stone,{phone.format(no=no)}\n" for no in range(10, 20))
    found = proposed(tmp_path / "any.csv", f"Customer ID,First Name,Last Name,{header}\n{rows}")

    assert as_yaml(found).get("country") == country


@pytest.mark.parametrize(
    ("amounts", "country", "decimal"),
    [
        (("75.000", "1.150.000"), "", ","),
        (("75.000", "150.5"), "", None),
        (("3.459", "3.512"), "", None),
        (("75.000", "30.500"), "United Kingdom", None),
    ],
)
def test_points_with_three_digits_behind_are_those_of_thousands(
    tmp_path: Path, amounts: tuple[str, str], country: str, decimal: str | None
) -> None:
    rows = "".join(f"B{no},K{no},2024-03-05,{amounts[no % 2]},{country}\n" for no in range(6))
    found = proposed(tmp_path / "x.csv", f"Order No,Customer No,Order Date,Total,Country\n{rows}")

    assert as_yaml(found).get("decimal") == decimal


@pytest.mark.parametrize(
    ("states", "country"),
    [
        (("CA", "NY", "TX"), "US"),
        (("ON", "QC", "BC"), "CA"),
        (("SP", "RJ", "MG"), "BR"),
        (("MT", "PA", "AL"), None),  # of the United States and of Brazil
        (("CA", "CA", "CA"), None),
        (("North", "South", "East"), None),
    ],
)
def test_states_tell_their_country(tmp_path: Path, states: tuple[str, ...], country: str | None) -> None:
    rows = "".join(f"{no},Mary {no},{states[no % 3]}\n" for no in range(9))
    found = proposed(tmp_path / "states.csv", f"Customer ID,Name,State\n{rows}")

    assert as_yaml(found).get("country") == country


def test_an_answer_is_no_country(tmp_path: Path) -> None:
    rows = "".join(f"{no:04d}-VHVEG,Female,No,{no}\n" for no in range(10))
    found = proposed(tmp_path / "churn.csv", f"customerID,gender,Dependents,tenure\n{rows}")

    assert "country" not in as_yaml(found)
    assert "Dependents" in found.unused


def test_prices_in_euros_hide_no_encoding(tmp_path: Path) -> None:
    rows = "".join(f"K{no};Mia;{no},00 €;€ {no}\n" for no in range(10))
    found = proposed(tmp_path / "stays.csv", f"Kundennummer;Vorname;Preis;Nächte\n{rows}", "cp1252")

    assert found.reading.encoding == "cp1252"


def test_numbered_names_of_made_patients_are_names(tmp_path: Path) -> None:
    rows = [("Elwanda490", "Casper496"), ("Lulu18", "Carter549"), ("María Teresa7", "O'Conner199")] * 4
    lines = "\n".join(f"p{no},{first},{last},K{no}" for no, (first, last) in enumerate(rows))

    found = fields(proposed(tmp_path / "patients.csv", f"Id,FIRST,LAST,WARD\n{lines}\n"), "customer")

    assert (found["given_name"], found["family_name"]) == (("FIRST",), ("LAST",))


@pytest.mark.parametrize(
    ("header", "names", "first"),
    [
        ("Cognome e Nome", ("Rossi Mario", "Esposito Ciro", "Bianchi Luca"), True),
        ("Nome e Cognome", ("Mario Rossi", "Ciro Esposito", "Luca Bianchi"), False),
        ("Cognome e Nome", ("Anna Rossi", "Maria Esposito", "Peter Bianchi"), False),
        ("Kunde", ("Vogel Anna", "Brandt Peter", "Kessler Maria"), True),
        ("Kunde", ("Anna Vogel", "Peter Brandt", "Maria Kessler"), False),
        ("Kunde", ("Peter Hans", "Paul Anna", "Maria Ernst"), False),
    ],
)
def test_the_family_name_in_front_is_told(
    tmp_path: Path, header: str, names: tuple[str, ...], first: bool
) -> None:
    rows = "".join(f"K{no},{name}\n" for no, name in enumerate(names))
    [entry] = proposed(tmp_path / "x.csv", f"Nr,{header}\n{rows}").rows
    [name] = [line.value for line in entry.lines if line.name == "full_name"]

    assert name == ({"column": header, "order": "family_first"} if first else header)


def test_names_of_columns_that_are_a_letter_and_a_number_are_no_row(tmp_path: Path) -> None:
    for letter in "QRPSK":
        header = ",".join(f"{letter}{no}" for no in range(1, 5))
        rows = "".join(f"n{no}@x.example,{no % 5},{no % 4},3,{no % 2}\n" for no in range(9))
        found = proposed(tmp_path / "x.csv", f"email,{header}\n{rows}")

        assert (found.reading.header, found.read) == ((), 9)


@pytest.mark.parametrize(
    ("amount", "country"),
    [
        ("R{}50", "ZA"),
        ("R {},50", "ZA"),
        ("{},50 KM", "BA"),
        ("Q{}.50", "GT"),
        ("{} F", None),
        ("{}.50", None),
    ],
)
def test_letters_that_are_money_in_one_country_tell_it(
    tmp_path: Path, amount: str, country: str | None
) -> None:
    rows = "".join(f"{no};K{no % 3};2024-01-1{no};{amount.format(no)}\n" for no in range(1, 9))
    found = proposed(tmp_path / "x.csv", f"order;customer;date;total\n{rows}")

    told = found.habits.get("country")
    assert (told and told.value) == country
    assert ("total" in fields(found, "order")) == (amount != "{} F")


def test_compounds_are_of_the_language_of_their_last_part(tmp_path: Path) -> None:
    rows = "".join(f"{n};Ann{chr(97 + n)} Berg;Storgatan {n};Umeå;070-123 45 6{n}\n" for n in range(4))
    found = proposed(tmp_path / "x.csv", f"Bokningsnr;Namn;Gatuadress;Ort;Kundtelefon\n{rows}")

    assert as_yaml(found)["country"] == "SE"
