"""What a header seems to say, and the values deny: flags, constants, things, and who is not the customer."""

from pathlib import Path

import pytest

from tests.ingest.proposing.proposals import PEOPLE, as_yaml, fields, proposed


def _people(header: str, *cells: str) -> str:
    """A list of persons with further columns, each with these cells by turns."""
    several = [cell.split("|") for cell in cells]
    rows = (
        ",".join([str(no), first, last, mail, *(values[no % len(values)] for values in several)])
        for no, (first, last, mail) in enumerate(PEOPLE * 3, 1)
    )
    return f"Nr,Vorname,Nachname,E-Mail,{header}\n" + "\n".join(rows) + "\n"


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Is a Company", "True|False"),
        ("Child Last", "Kern|Maier|Roth"),
        ("House built", "1961|1975|2004"),
        ("is-business-order", "false"),
        ("called_number", "4916011122|4916011123"),
        ("Count", "1|2"),
        ("Zahlart", "EC"),
        ("Item Title", "Vintage lamp|Tea cup"),
        ("visitDuration", "120"),
        ("New client", "1"),
        ("address", "Dear Sir|Dear Madam|Dear Mr."),
        ("address", "Dear Ms Ott|Dear Mr Kern"),
        ("Adresse", "Sehr geehrter Herr Ott|Sehr geehrte Frau Kern"),
        ("Kennzeichen", "M-AB 123|B-XY 77"),
        ("Pet Birth Date", "01.02.2019|05.06.2020|07.08.2021"),
        ("Krankenkasse", "AOK Bayern|Barmer|TK"),
        ("Comensales", "2|4|3"),
        ("Competitor", "Siebel|Oracle"),
        ("Titel", "g|f"),
        ("Estado", "Baja|Matriculada"),
    ],
)
def test_what_says_nothing_of_a_person_feeds_nothing(tmp_path: Path, header: str, cells: str) -> None:
    found = proposed(tmp_path / "kunden.csv", _people(header, cells))

    assert header in found.unused
    assert as_yaml(found).get("country", "DE") == "DE"


@pytest.mark.parametrize(
    ("header", "cells", "field"),
    [
        ("Title", "VP Sales|Buyer|Engineer", "occupation"),
        ("Title", "Dr.|Prof. Dr.|Dipl.-Ing.", "title"),
        ("Designation", "CTO|Buyer|Owner", "occupation"),
        ("Title", "Mr.|Mrs.", "salutation"),
        ("Social title", "Mr.|Mrs.", "salutation"),
    ],
)
def test_a_title_is_what_its_values_are(tmp_path: Path, header: str, cells: str, field: str) -> None:
    assert fields(proposed(tmp_path / "x.csv", _people(header, cells)), "customer")[field] == (header,)


def test_a_flag_that_all_rows_have_is_no_key_of_a_person(tmp_path: Path) -> None:
    rows = "".join(
        f"{no},1,{last},{no}.50,Paid,2024-01-05\n" for no, (_, last, _) in enumerate(PEOPLE * 2, 1)
    )
    found = proposed(tmp_path / "x.csv", f"ID,New client,Customer,Total,Status,Date\n{rows}")

    assert fields(found, "order")["source_id"] == ("ID",)


def test_orders_have_their_own_number_before_that_of_a_payment_of_a_line(tmp_path: Path) -> None:
    rows = "".join(f"2024-01-0{no},4{no},Mug,M{no},1,9.5{no},3{(no + 1) // 2}\n" for no in range(1, 5))
    header = "Sale Date,Transaction ID,Item Name,SKU,Quantity,Item Total,Order ID"
    found = proposed(tmp_path / "x.csv", f"{header}\n{rows}")

    assert fields(found, "order")["number"] == ("Order ID",)
    assert fields(found, "order_line")["order"] == ("Order ID",)


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("Order Number,Ship To Name,Ship To Address 1,Ship To City,Buyer Name,Buyer Email", "Buyer Name"),
        ("Order Number,Billing Name,Billing Street,Billing City,Shipping Name,Email", "Billing Name"),
        ("Order Number,Ship Name,Ship Street,Ship City,Comment,Email", "Ship Name"),
    ],
)
def test_who_buys_comes_before_who_receives(tmp_path: Path, header: str, name: str) -> None:
    rows = "".join(
        f"{no},{first} {last},Hauptstr. {no},Köln,Otto {last},{mail}\n"
        for no, (first, last, mail) in enumerate(PEOPLE, 1)
    )
    found = fields(proposed(tmp_path / "x.csv", f"{header}\n{rows}"), "customer")

    assert (found["full_name"], found["email"]) == ((name,), (header.split(",")[-1],))


def test_words_of_consent_are_understood_or_the_column_is_left_alone(tmp_path: Path) -> None:
    text = _people(
        "Created,Email Marketing,$consent", "2024-01-05", "SUBSCRIBED|NEVER_SUBSCRIBED", "[email]|[sms]"
    )
    found = proposed(tmp_path / "x.csv", text)
    granted = [line.value for rows in found.rows for line in rows.lines if line.name == "granted"]

    assert granted == [{"column": "Email Marketing", "map": {"SUBSCRIBED": "yes"}}]


def test_rows_without_a_score_are_no_answers(tmp_path: Path) -> None:
    rows = "".join(
        f"A{no},{mail},{no % 2 * 9 or ''},2024-01-0{no}\n" for no, (*_, mail) in enumerate(PEOPLE, 1)
    )
    found = proposed(tmp_path / "x.csv", f"Response ID,Email,NPS,Submitted\n{rows}")

    assert [rows.when for rows in found.rows if rows.kind == "survey_answer"] == [{"NPS": "*"}]


@pytest.mark.parametrize(
    ("header", "cells", "is_phone"),
    [
        ("cep", "05321112233|05429708523", True),
        ("cep", "57383-449|19720-827", False),
        ("xyz", "+905321112233|+491711234567|+34612345678", True),
        ("fax", "+49301234567|+49307654321", False),
        ("branch_phone", "+49301234567|+49307654321", False),
    ],
)
def test_numbers_with_a_countrys_code_are_phones_where_the_header_says_nothing_else(
    tmp_path: Path, header: str, cells: str, is_phone: bool
) -> None:
    found = fields(proposed(tmp_path / "kunden.csv", _people(header, cells)), "customer")

    assert (header in found.get("phone", ())) is is_phone
