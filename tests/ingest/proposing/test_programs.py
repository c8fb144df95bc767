"""Exports of shops, hotels, subscriptions and planning of resources: who pays, and when it was booked."""

from pathlib import Path

import pytest

from tests.ingest.proposing.proposals import PEOPLE, as_yaml, fields, proposed


def _file(headers: str, *cells: str) -> str:
    """A row for each person, twice; with its number for `#`, given name for `G`, family name for `F`."""
    people = [*PEOPLE, *((given, f"{family}s", f"2{email}") for given, family, email in PEOPLE)]
    rows = (
        ";".join(it.replace("#", str(at)).replace("G", given).replace("F", family) for it in (*cells, email))
        for at, (given, family, email) in enumerate(people, start=1)
    )
    return "\n".join([f"{headers};Email", *rows, ""])


def _kinds(path: Path, text: str) -> set[str]:
    return {rows.kind for rows in proposed(path, text).rows}


@pytest.mark.parametrize("key", ["Record Id", "Contact Id"])
def test_a_whole_name_beside_its_parts_is_of_the_same_person(tmp_path: Path, key: str) -> None:
    header = f"{key};First Name;Last Name;Account Name;Contact Name"
    found = fields(
        proposed(tmp_path / "x.csv", _file(header, "z9#", "G", "F", "Feltz Ltd", "G F")), "customer"
    )

    expected = {"given_name": ("First Name",), "family_name": ("Last Name",), "email": ("Email",)}
    assert found.items() >= (expected | {"source_id": (key,), "employer": ("Account Name",)}).items()


def test_the_address_of_a_payment_is_that_of_the_buyer(tmp_path: Path) -> None:
    header = "order_id;customer_id;payment_city;payment_postcode;payment_zone;shipping_city;shipping_postcode"
    cells = ("7#", "4#", "Austin", "7870#", "Texas", "Boston", "0210#")
    found = proposed(tmp_path / "x.csv", _file(f"{header};total;date_added", *cells, "9.5#", "2024-03-0#"))

    assert (
        fields(found, "customer").items()
        >= {
            "city": ("payment_city",),
            "postal_code": ("payment_postcode",),
            "region": ("payment_zone",),
        }.items()
    )


@pytest.mark.parametrize("header", ["marketing_id", "order_status_id"])
def test_numbers_of_a_program_are_neither_consents_nor_states(tmp_path: Path, header: str) -> None:
    text = _file(f"order_id;customer_id;total;date_added;{header}", "7#", "4#", "9.5#", "2024-03-0#", "1")

    assert header in proposed(tmp_path / "x.csv", text).unused


def test_remarks_in_front_of_headers_say_nothing(tmp_path: Path) -> None:
    header = "(Do Not Modify) Contact;Full Name;Created On;(Do Not Modify) Modified On"
    found = proposed(tmp_path / "x.csv", _file(header, "a1b2#", "G F", "2023-01-0#", "2024-01-0#"))

    assert fields(found, "customer")["observed_at"] == ("(Do Not Modify) Modified On",)


@pytest.mark.parametrize("header", ["Preferred", "Preferred Name"])
def test_what_is_preferred_is_referred_to_nobody(tmp_path: Path, header: str) -> None:
    text = _file(f"PatNum;FName;LName;{header};DateTStamp", "1#", "G", "F", "GG", "2024-01-0#")

    assert _kinds(tmp_path / "x.csv", text) == {"customer"}


@pytest.mark.parametrize(
    ("number", "arrival", "booked", "total", "paid"),
    [
        ("Reservation Number", "Check in Date", "Reservation Date", "Grand Total", "Amount Paid"),
        ("Res-Nr", "Anreise", "Buchungsdatum", "Gesamtkosten", "Bezahlter Betrag"),
    ],
)
def test_a_stay_is_bought_when_it_is_booked_for_all_that_it_costs(
    tmp_path: Path, number: str, arrival: str, booked: str, total: str, paid: str
) -> None:
    cells = ("9920#", "G F", "2024-05-0#", "2024-03-0#", "50.00", "210.5#")
    text = _file(f"{number};Name;{arrival};{booked};{paid};{total}", *cells)
    found = proposed(tmp_path / "x.csv", text)

    told = {"number": (number,), "ordered_at": (booked,), "total": (total,)}
    assert fields(found, "order").items() >= told.items()
    assert fields(found, "customer")["observed_at"] == (booked,)


def test_a_sale_without_a_number_has_a_date_and_a_total(tmp_path: Path) -> None:
    found = proposed(
        tmp_path / "x.csv", _file("Name;Buchungsdatum;Gesamtkosten", "G F", "0#.03.2024", "21#,50")
    )

    assert fields(found, "order")["total"] == ("Gesamtkosten",)


@pytest.mark.parametrize(
    ("headers", "cells", "loyal"),
    [
        ("Card Last4;Card CVC Status", ("424#", "pass"), False),
        ("Tier;Card Expiry Date", ("gold", "2027-0#-01"), True),
    ],
)
def test_a_card_with_which_somebody_pays_is_of_no_scheme(
    tmp_path: Path, headers: str, cells: tuple[str, str], loyal: bool
) -> None:
    text = _file(f"id;Name;Card ID;{headers}", "cus_1#", "G F", "9400100#", *cells)

    assert ("account" in _kinds(tmp_path / "x.csv", text)) is loyal


def test_what_is_said_of_a_customer_names_no_product(tmp_path: Path) -> None:
    text = _file("id;Name;Plan;Description;Currency", "cus_1#", "G F", "plan#", "Newsletter signup", "usd")

    assert _kinds(tmp_path / "x.csv", text) == {"customer"}


@pytest.mark.parametrize("salutation", ["Anrede", "ANRED"])
def test_two_lines_are_one_name_where_the_second_has_given_names(tmp_path: Path, salutation: str) -> None:
    rows = (
        "K1;Herr;Schulz;Peter\nK2;Firma;Becker GmbH;\nK3;Frau;Wolf;Anna\nK4;Firma;Kunz AG;\nK5;Frau;Hof;Eva\n"
    )
    found = proposed(tmp_path / "x.csv", f"KUNNR;{salutation};NAME1;NAME2\n{rows}")

    assert fields(found, "customer")["full_name"] == ("NAME2", "NAME1")
    assert "organization_name" not in str(as_yaml(found))


def test_firms_whose_contacts_are_addressed_stay_firms(tmp_path: Path) -> None:
    rows = "K1;Schulz GmbH;Herr\nK2;Becker AG;Frau\nK3;Wolf KG;Herr\nK4;Kunz OHG;Frau\n"

    assert "organization_name" in fields(
        proposed(tmp_path / "x.csv", f"KdNr;Name;Anrede\n{rows}"), "customer"
    )


def test_the_firm_of_a_contact_is_its_parent(tmp_path: Path) -> None:
    rows = (
        "p1;Anna Meier;person;Kunz Industries Inc\np2;Kunz Industries Inc;company;\n"
        "p3;Jean Dupont;person;Feltz Ltd\np4;Feltz Ltd;company;\n"
    )
    found = fields(proposed(tmp_path / "x.csv", f"id;name;company_type;parent_id\n{rows}"), "customer")

    assert (found["entity_type"], found["employer"]) == (("company_type",), ("parent_id",))


def test_a_state_with_its_country_behind_is_a_state(tmp_path: Path) -> None:
    rows = "p1;Anna Meier;Texas (US);United States\np2;Jean Dupont;Ontario (CA);Canada\n"
    found = fields(proposed(tmp_path / "x.csv", f"id;name;state_id;country_id\n{rows}"), "customer")

    assert (found["region"], found["country"]) == (("state_id",), ("country_id",))


@pytest.mark.parametrize("cells", ["40#", "Maria F"])
def test_a_parent_that_is_no_firm_employs_nobody(tmp_path: Path, cells: str) -> None:
    text = _file("id;Name;parent_id", "p#", "G F", cells)

    assert "parent_id" in proposed(tmp_path / "x.csv", text).unused


def test_the_province_of_turks_has_two_letters(tmp_path: Path) -> None:
    header = "Müşteri No;Adı Soyadı;Adres;İlçe;İl"
    text = _file(header, "10#", "G F", "Lale Sok. No:#", "Kadıköy", "İstanbul")
    found = fields(proposed(tmp_path / "x.csv", text), "customer")

    assert (found["region"], found["city"], found["street"]) == (("İl",), ("İlçe",), ("Adres",))


def test_an_offer_of_a_marketplace_is_what_is_bought(tmp_path: Path) -> None:
    bought = "Id zamówienia;Data zakupu;Login kupującego"
    text = _file(
        f"{bought};Numer oferty;Liczba sztuk;Cena za sztukę;Wartość zamówienia",
        "a1b2c#",
        "0#.03.2024 10:00",
        "kup#",
        "12300#",
        "2",
        "19,99",
        "49,97",
    )
    found = proposed(tmp_path / "x.csv", text)

    line = {"product": ("Numer oferty",), "quantity": ("Liczba sztuk",), "price": ("Cena za sztukę",)}
    assert fields(found, "order_line").items() >= line.items()
    assert fields(found, "order")["total"] == ("Wartość zamówienia",)


def test_one_name_of_something_unknown_in_all_rows_is_nobodys(tmp_path: Path) -> None:
    rows = "".join(
        f"m{at},v{at % 3},Page Viewed,analytics.js,2024-03-0{at}T10:00:00Z\n" for at in range(1, 9)
    )
    text = f"message_id,anonymous_id,event,context_library_name,timestamp\n{rows}"

    assert "full_name" not in fields(proposed(tmp_path / "x.csv", text), "customer")


@pytest.mark.parametrize("header", ["Service", "Case"])
def test_words_that_come_again_number_no_tickets(tmp_path: Path, header: str) -> None:
    rows = "".join(
        f"50{at},1/{at}/24 6:10 PM,1/{at}/24 7:05 PM,{'Lunch' if at % 2 else 'Dinner'},2{at}.70\n"
        for at in range(1, 9)
    )
    text = f"Order Id,Opened,Closed,{header},Total\n{rows}"

    assert "ticket" not in _kinds(tmp_path / "x.csv", text)


def test_a_place_with_numbers_to_dial_is_a_phone_and_accounts_are_firms(tmp_path: Path) -> None:
    header = "ID;First name;Last name;Work;Mobile;Accounts"
    text = _file(header, "70#", "G", "F", "+49 30 12345#", "+49 151 2345678#", "Feltz Ltd")
    found = fields(proposed(tmp_path / "x.csv", text), "customer")

    assert (found["phone"], found["employer"]) == (("Work", "Mobile"), ("Accounts",))


def test_inputs_of_forms_are_named_behind_the_question(tmp_path: Path) -> None:
    header = "Entry Id;Name (First);Name (Last);Mail (Enter Email)"
    found = fields(proposed(tmp_path / "x.csv", _file(header, "70#", "G", "F", "e#@web.example")), "customer")

    assert (found["given_name"], found["family_name"]) == (("Name (First)",), ("Name (Last)",))
    assert found["email"] == ("Mail (Enter Email)", "Email")
    assert "full_name" not in found


def test_words_of_their_own_are_no_abbreviations(tmp_path: Path) -> None:
    header = "Customer Id;Name;Created At;Auto Collection"
    found = proposed(tmp_path / "x.csv", _file(header, "cb_#", "G F", "2024-01-0#", "On"))

    assert found.unused == ["Auto Collection"]


def test_a_stay_costs_its_price_and_a_piece_does_not(tmp_path: Path) -> None:
    header = "Book number;Guest name(s);Booked on;Status;Price"
    cells = ("39000#", "G F", "2024-01-0# 10:00:00", "ok", "21# EUR")
    assert fields(proposed(tmp_path / "x.csv", _file(header, *cells)), "order")["total"] == ("Price",)
    counted = _file(f"{header};Quantity", *cells, "2")
    assert "total" not in fields(proposed(tmp_path / "y.csv", counted), "order")


@pytest.mark.parametrize("header", ["lastaccess", "Last Login", "Letzte Anmeldung"])
def test_who_signed_in_was_there(tmp_path: Path, header: str) -> None:
    text = _file(f"id;firstname;lastname;{header}", "3#", "G", "F", "2024-01-0# 10:00:00")

    assert fields(proposed(tmp_path / "x.csv", text), "customer")["observed_at"] == (header,)


def test_a_line_is_told_with_its_partition(tmp_path: Path) -> None:
    (folder := tmp_path / "year=2024").mkdir()
    text = "first_name,last_name,city\nAnna,Meier,Ulm\nAnna,Meier,Ulm\nJean,Dupont,Ulm\n"

    assert "'year-2024-part-0:{_line}'" in str(as_yaml(proposed(folder / "part-0.csv", text)))
