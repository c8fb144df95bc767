"""Rows of sales, stays and reviews that lack what others have: a number, a total, a number of the product."""

from pathlib import Path

import pytest

from tests.ingest.proposing.proposals import PEOPLE, fields, proposed, values_of


def _rows(*cells: str) -> str:
    """Three rows for each person, with the row's number for `#`, given name for `G`, family name for `F`."""
    return "".join(
        ";".join(it.replace("#", str(at)).replace("G", given).replace("F", family) for it in cells) + "\n"
        for at, (given, family, _) in enumerate(PEOPLE * 3, start=1)
    )


@pytest.mark.parametrize(
    "header", ["Data Pagamento;Importo", "Date de paiement;Montant", "Payment Date;Amount"]
)
def test_payments_without_a_number_are_told_apart_by_who_and_when(tmp_path: Path, header: str) -> None:
    day, amount = header.split(";")
    rows = _rows("C#", "G F", "2#/05/2024", "#9.50")
    found = proposed(tmp_path / "x.csv", f"Customer ID;Name;{header}\n{rows}")

    order = fields(found, "order")
    assert (order["number"], order["ordered_at"], order["total"]) == (
        ("Customer ID", day, amount),
        (day,),
        (amount,),
    )


def test_what_is_booked_from_a_day_on_is_an_order_without_a_total(tmp_path: Path) -> None:
    rows = _rows("B7#", "G F", "2#/05/2024", "2#/06/2024", "g#@mail.example")
    found = values_of(f"Confirmation Number;Guest Name;Arrival;Departure;Email\n{rows}", tmp_path, "order")
    assert (found["number"], found["ordered_at"]) == ("Confirmation Number", "Arrival")
    assert found["source_id"] == "Email"


@pytest.mark.parametrize(
    "header", ["Guest Name;Rating;Comment;Submitted At", "reviewer_name;rating;body;review_date"]
)
def test_a_review_without_a_number_is_an_answer_of_who_wrote_it_when(tmp_path: Path, header: str) -> None:
    _, score, text, day = header.split(";")
    found = fields(
        proposed(tmp_path / "x.csv", f"{header}\n{_rows('G F', '#', 'was very good #', '2024-05-2#')}"),
        "survey_answer",
    )
    assert (found["score"], found["comment"], found["answered_at"]) == ((score,), (text,), (day,))


def test_lines_know_products_by_their_names_where_they_have_no_number(tmp_path: Path) -> None:
    rows = _rows("SZ-#", "2024-05-2#", "G F", "Körte", "#", "900")
    text = f"Számlaszám;Számla dátuma;Vevő neve;Termék neve;Mennyiség;Egységár\n{rows}"

    line = values_of(text, tmp_path, "order_line")
    assert (line["order"], line["product"], line["quantity"]) == ("Számlaszám", "Termék neve", "Mennyiség")
    assert values_of(text, tmp_path, "customer")["full_name"] == "Vevő neve"


def test_a_chat_is_a_ticket_from_when_it_starts(tmp_path: Path) -> None:
    rows = _rows(
        "ch#", "2024-05-2# 10:00", "2024-05-2# 10:20", "G F", "g#@mail.example", "https://a.example/#"
    )
    header = "Chat ID;Start Time (UTC);End Time (UTC);Visitor Name;Visitor Email;Page URL"
    found = values_of(f"{header}\n{rows}", tmp_path, "ticket")

    assert (found["number"], found["opened_at"]) == ("Chat ID", "Start Time (UTC)")


@pytest.mark.parametrize(
    ("header", "name", "field"),
    [
        ("Müşteri Adı", "Ayşe Nur Yıldız", "full_name"),
        ("Müşteri Adı", "Ayşe", "given_name"),
        ("会員名", "山田太郎", "full_name"),
        ("名", "太郎", "given_name"),
    ],
)
def test_a_word_for_given_names_is_one_for_whole_names_where_these_are(
    tmp_path: Path, header: str, name: str, field: str
) -> None:
    rows = "".join(f"{at};{name};a{at}@mail.example\n" for at in range(1, 7))
    assert values_of(f"id;{header};email\n{rows}", tmp_path, "customer")[field] == header


def test_the_name_of_somebody_else_beside_the_parts_of_one_is_left_out(tmp_path: Path) -> None:
    rows = _rows("K#", "G", "F", "Otto Walkes")
    found = proposed(tmp_path / "x.csv", f"Kundennr;Vorname;Nachname;Name L\n{rows}")
    assert "Name L" in found.unused


def test_the_number_of_a_card_of_each_person_is_an_account_of_the_scheme(tmp_path: Path) -> None:
    rows = _rows("K#", "G", "F", "2800123#")
    found = values_of(f"KdNr;Vorname;Name;KundenkartenNr\n{rows}", tmp_path, "customer")
    assert {"column": "KundenkartenNr", "realm": "loyalty"} in found["account"]  # type: ignore[operator]


@pytest.mark.parametrize(
    ("header", "number"), [("Personnummer", "19800101-123#"), ("fødselsnummer", "0101801234#")]
)
def test_a_number_that_begins_with_a_birth_date_is_that_of_a_document(
    tmp_path: Path, header: str, number: str
) -> None:
    rows = _rows("K#", "G", "F", number)
    found = fields(proposed(tmp_path / "x.csv", f"id;Vorname;Name;{header}\n{rows}"), "customer")
    assert found["document"] == (header,)


@pytest.mark.parametrize(
    "header",
    ["Invoice No;Date;Customer No;Product;Qty", "Rechnungsnr;Datum;Kundennr;Bezeichnung;Menge"],
)
def test_invoices_of_a_date_and_lines_alone_are_orders(tmp_path: Path, header: str) -> None:
    number, day, who, what, many = header.split(";")
    text = f"{header}\n{_rows('R#', '2024-05-2#', 'K#', 'tea #', '#')}"

    order, line = values_of(text, tmp_path, "order"), values_of(text, tmp_path, "order_line")
    assert (order["number"], order["ordered_at"], order["source_id"]) == (number, day, who)
    assert (line["order"], line["product"], line["quantity"]) == (number, what, many)
    assert values_of(text, tmp_path, "customer") == {}


@pytest.mark.parametrize(
    "header", ["Birthday Year;Birthday Month;Birthday Day", "Geburtsjahr;Geburtsmonat;Geburtstag"]
)
def test_a_birthday_in_parts_is_one_date(tmp_path: Path, header: str) -> None:
    year, month, day = header.split(";")
    found = values_of(
        f"id;firstname;lastname;{header}\n{_rows('K#', 'G', 'F', '197#', '#', '2#')}", tmp_path, "customer"
    )
    assert found["birth_date"] == {"template": f"{{{year}}}-{{{month}}}-{{{day}}}"}


def test_a_year_alone_stays_one(tmp_path: Path) -> None:
    text = f"id;firstname;lastname;Geburtsjahr\n{_rows('K#', 'G', 'F', '197#')}"
    assert values_of(text, tmp_path, "customer")["birth_date"] == "Geburtsjahr"


@pytest.mark.parametrize("header", ["Gift ID;Gift Date;Gift Amount", "Donation ID;Date;Amount"])
def test_gifts_are_orders_of_who_gives(tmp_path: Path, header: str) -> None:
    number, day, amount = header.split(";")
    rows = _rows("G#", "0#/05/2024", "$1234.5#", "K#", "G F")
    found = values_of(f"{header};Constituent ID;Solicitor Name\n{rows}", tmp_path, "order")

    assert (found["number"], found["ordered_at"], found["total"]) == (number, day, amount)
    assert found["source_id"] == "Constituent ID"


def test_policies_begin_with_their_inception_and_are_of_an_address(tmp_path: Path) -> None:
    rows = _rows("P#", "G F", "g#@mail.example", "Motor", "2024-05-0#", "2025-05-0#")
    header = "Policy Number;Insured Name;Email;Product;Inception Date;Expiry Date"
    found = values_of(f"{header}\n{rows}", tmp_path, "contract")

    assert (found["starts_at"], found["ends_at"]) == ("Inception Date", "Expiry Date")
    assert found["source_id"] == "Email"


def test_a_name_beside_persons_and_a_quantity_is_that_of_a_product(tmp_path: Path) -> None:
    rows = _rows("O#", "2024-05-0#", "G", "F", "Weg", "#", "a", "g#@mail.example", "S-#", "2", "Blue mug")
    header = (
        "orderId;orderDate;customerFirstname;customerLastname;shippingAddressStreet;shippingAddressNumber"
        ";shippingAddressNumberAddition;customerEmail;sku;quantity;name"
    )
    text = f"{header}\n{rows}"

    customer = values_of(text, tmp_path, "customer")
    assert (customer["given_name"], customer["family_name"]) == ("customerFirstname", "customerLastname")
    assert "full_name" not in customer
    assert values_of(text, tmp_path, "product")["name"] == "name"
    numbers = ["shippingAddressNumber", "shippingAddressNumberAddition"]
    assert customer["house_number"] == {"columns": numbers, "join": " "}


def test_what_somebody_earns_is_no_key(tmp_path: Path) -> None:
    rows = _rows("G", "F", "g#@mail.example", "4#117")
    found = values_of(f"firstname;lastname;email;Annual Income\n{rows}", tmp_path, "customer")
    assert found["source_id"] == "email"


def test_what_stands_before_a_family_name_is_part_of_it(tmp_path: Path) -> None:
    rows = _rows("NL#", "G", "van der", "F")
    found = values_of(f"Relatienummer;Voornaam;Tussenvoegsel;Achternaam\n{rows}", tmp_path, "customer")
    assert found["family_name"] == {"columns": ["Tussenvoegsel", "Achternaam"], "join": " "}
    assert "middle_name" not in found
