"""What the rows of exports are: deals are no persons, products no customers, and not any number is a key."""

from itertools import pairwise
from pathlib import Path

import pytest

from ingest.proposing.proposal import FileProposal
from tests.ingest.proposing.proposals import PEOPLE, fields, proposed


def kinds(found: FileProposal) -> list[str]:
    return [it.kind for it in found.rows]


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("all-deals.csv", "Record ID,Deal Name,Deal Stage,Create Date,Amount,Associated Company"),
        ("export.csv", "id,opportunity_name,probability,created_date,amount,account_id"),
        ("Verkaufschancen.csv", "Nr,Bezeichnung,Phase,Angelegt am,Betrag,Kundennr"),
    ],
)
def test_deals_are_neither_persons_nor_orders(tmp_path: Path, name: str, header: str) -> None:
    rows = "".join(f"{no},Acme {no} licences,{no}0,2024-05-0{no},{no}00.00,A{no}\n" for no in range(1, 7))

    assert kinds(proposed(tmp_path / name, f"{header}\n{rows}")) == []


def test_a_contact_with_a_deal_is_a_person(tmp_path: Path) -> None:
    rows = "".join(
        f"{no},{first},{last},{mail},Deal {no},won\n" for no, (first, last, mail) in enumerate(PEOPLE)
    )
    found = proposed(tmp_path / "c.csv", f"Record ID,First Name,Last Name,Email,Deal Name,Deal Stage\n{rows}")

    assert kinds(found) == ["customer"]


@pytest.mark.parametrize(
    "header",
    [
        "id,created_at,name,status,annual_revenue",
        "id,created_at,name,state,currency",
        "id,Signup,name,status,X",
    ],
)
def test_records_with_a_time_and_a_status_are_no_orders(tmp_path: Path, header: str) -> None:
    rows = "".join(
        f"c{no},2024-05-0{no},{first} {last},active,EUR\n" for no, (first, last, _) in enumerate(PEOPLE, 1)
    )

    assert kinds(proposed(tmp_path / "export.csv", f"{header}\n{rows}")) == ["customer"]


@pytest.mark.parametrize(
    "header", ["IdPedido,IdCliente,FechaPedido,FormaEnvio", "Bestellnr,Kundennr,Bestelldatum,Art"]
)
def test_a_number_and_the_date_of_an_order_make_one(tmp_path: Path, header: str) -> None:
    rows = "".join(f"{no}102,K{no % 4},2024-05-0{no},{no % 2}\n" for no in range(1, 9))
    found = proposed(tmp_path / "p.csv", f"{header}\n{rows}")

    number, customer, date, _ = header.split(",")
    assert fields(found, "order") == {"source_id": (customer,), "number": (number,), "ordered_at": (date,)}


def test_a_list_of_products_with_a_title_and_a_picture_has_no_persons(tmp_path: Path) -> None:
    rows = "".join(f"{no},Cup {no},https://cdn.example/{no}.jpg,men,true,{no}.50\n" for no in range(1, 8))
    found = proposed(tmp_path / "p.csv", f"Product ID,Title,Image Src,Gender,Published,Variant Price\n{rows}")

    assert kinds(found) == ["product"]


@pytest.mark.parametrize("header", ["account_balance", "member_rating", "Customer Score", "Gastos"])
def test_what_a_person_has_is_no_key_of_one(tmp_path: Path, header: str) -> None:
    rows = "".join(f"x{no},{no}7,{first} {last}\n" for no, (first, last, _) in enumerate(PEOPLE, 1))

    assert fields(proposed(tmp_path / "c.csv", f"id,{header},name\n{rows}"), "customer")["source_id"] == (
        "id",
    )


def test_contacts_have_their_own_id_for_a_key_not_that_of_their_firm(tmp_path: Path) -> None:
    rows = "".join(f"003{no},001{no},005,{first},{last}\n" for no, (first, last, _) in enumerate(PEOPLE))
    found = fields(
        proposed(tmp_path / "c.csv", f"Id,account_id,last_modified_by_id,First Name,Last Name\n{rows}"),
        "customer",
    )

    assert found["source_id"] == ("Id",)
    assert "account" not in found


@pytest.mark.parametrize(
    "header", ["app_id", "location_id", "parent_id", "organization_id", "approved_by_id"]
)
def test_a_number_that_persons_share_identifies_none(tmp_path: Path, header: str) -> None:
    rows = "".join(f"{no},{first},{last},77{no // 2}\n" for no, (first, last, _) in enumerate(PEOPLE))
    orders = "".join(f"{no},{no % 5},2024-05-0{no},77{no},9.50\n" for no in range(1, 9))
    listed = proposed(tmp_path / "a.csv", f"id,first_name,last_name,{header}\n{rows}")
    ordered = proposed(tmp_path / "b.csv", f"order_id,customer_id,order_date,{header},total\n{orders}")

    assert header in listed.unused
    assert header in ordered.unused


def test_the_number_of_another_system_identifies_whose_it_always_is(tmp_path: Path) -> None:
    rows = "".join(f"{no},{no % 4},2024-05-0{no},s-{no % 4},9.50\n" for no in range(1, 9))
    found = proposed(tmp_path / "b.csv", f"order_id,customer_id,order_date,stripe_id,total\n{rows}")

    assert "stripe_id" in fields(found, "order")["account"]


@pytest.mark.parametrize("values", [("enabled", "disabled"), ("bueno", "malo"), ("ACTIVE", "INVITED")])
def test_a_state_of_a_matter_is_no_region(tmp_path: Path, values: tuple[str, str]) -> None:
    rows = "".join(f"{no},{first},{last},{values[no % 2]}\n" for no, (first, last, _) in enumerate(PEOPLE))
    found = proposed(tmp_path / "c.csv", f"customer_id,first_name,last_name,state\n{rows}")

    assert "state" in found.unused


def test_the_number_of_an_order_is_no_name_of_a_person(tmp_path: Path) -> None:
    rows = "".join(f"77{no},#10{no},a{no}@b.example,2024-05-0{no},9.50\n" for no in range(1, 8))
    found = proposed(tmp_path / "orders.csv", f"id,name,email,created_at,total_price\n{rows}")

    assert kinds(found) == ["customer", "order"]
    assert "full_name" not in fields(found, "customer")


def test_a_word_that_many_headers_begin_with_says_nothing(tmp_path: Path) -> None:
    rows = "".join(f"{no},{first},{last},{mail},false\n" for no, (first, last, mail) in enumerate(PEOPLE, 1))
    header = "id,property_firstname,property_lastname,property_email,_fivetran_deleted"
    found = proposed(tmp_path / "c.csv", f"{header}\n{rows}")

    lines = {line.name: line.score for rows in found.rows for line in rows.lines}
    assert min(lines[name] for name in ("given_name", "family_name", "email")) > 0.9
    assert found.unused == ["_fivetran_deleted"]


@pytest.mark.parametrize("number", ["Nr. #", "Order #", "#"])
def test_a_number_with_a_word_before_it_numbers_orders_of_several_lines(tmp_path: Path, number: str) -> None:
    rows = [
        f"{number.replace('#', str(order))};2024-03-0{order};C{order};c{order}@web.example;P{line};{line};9.5"
        for order in range(1, 7)
        for line in range(1, 5)
    ]
    text = "\n".join(["Order No;Order Date;Customer No;Email;Product;Quantity;Price", *rows, ""])

    kinds = [it.kind for it in proposed(tmp_path / "x.csv", text).rows]
    assert sorted(kinds) == ["customer", "order", "order_line"]


@pytest.mark.parametrize(
    "header",
    [
        "Referrer Email,Friend Email,Invited At",
        "courriel_parrain,courriel_filleul,date",
        "Werber E-Mail,Geworbener E-Mail,Datum",
    ],
)
def test_two_addresses_of_a_referral_are_two_people(tmp_path: Path, header: str) -> None:
    """Who brought and who was brought: as one record they would be one customer."""
    mails = [mail for *_, mail in PEOPLE]
    rows = "".join(f"{a},{b},2024-05-{no:02}\n" for no, (a, b) in enumerate(pairwise(mails), 1))
    found = proposed(tmp_path / "x.csv", f"{header}\n{rows}")
    referrer, referred, at = header.split(",")

    assert kinds(found) == ["referral"]
    assert fields(found, "referral") == {
        "source_id": (referrer,),
        "email": (referrer,),
        "referred_id": (referred,),
        "referred_email": (referred,),
        "at": (at,),
    }


def test_who_was_brought_is_the_same_key_in_capitals_as_who_brings(tmp_path: Path) -> None:
    mails = [mail for *_, mail in PEOPLE]
    rows = "".join(
        f"{a.title()},{b.upper()},2024-05-{no:02}\n" for no, (a, b) in enumerate(pairwise(mails), 1)
    )
    found = proposed(tmp_path / "x.csv", f"Referrer Email,Friend Email,Invited At\n{rows}")
    [referral] = found.rows
    keys = {it.name: it.value for it in referral.lines if it.name in ("source_id", "referred_id")}

    assert [it["clean"] for it in keys.values()] == [["lower"]] * 2


def test_addresses_beside_the_numbers_of_a_referral_are_their_people_s(tmp_path: Path) -> None:
    rows = "".join(f"{no}1,{a},{no}2,{a}.b,2024-05-0{no}\n" for no, (*_, a) in enumerate(PEOPLE, 1))
    header = "referrer_id,referrer_email,referred_id,referred_email,date"
    found = fields(proposed(tmp_path / "x.csv", f"{header}\n{rows}"), "referral")

    assert {name: found[name] for name in header.split(",")[2:4]} == {
        "referred_id": ("referred_id",),
        "referred_email": ("referred_email",),
    }
    assert (*found["source_id"], *found["email"]) == ("referrer_id", "referrer_email")


def test_who_is_called_like_a_word_of_events_does_nothing(tmp_path: Path) -> None:
    rows = "".join(
        f"{no},{name},Anna,1980-05-0{no},2024-05-0{no}\n" for no, name in enumerate(("LAPAGE", "VIEWEG"), 1)
    )
    found = proposed(tmp_path / "cartes.csv", f"no_carte,nom,prenom,ddn,date_inscription\n{rows}")

    assert "event" not in kinds(found)
    assert fields(found, "customer")["birth_date"] == ("ddn",)


def test_answers_have_the_columns_that_qualtrics_gives_them(tmp_path: Path) -> None:
    asked = "Q1 How likely are you to recommend us (0-10)"
    rows = "".join(f"R_{no},{mail},{no},2026-05-0{no} 10:00:00\n" for no, (*_, mail) in enumerate(PEOPLE, 1))
    found = proposed(tmp_path / "nps.csv", f"Response ID,Recipient Email,{asked},Recorded Date\n{rows}")

    answer = fields(found, "survey_answer")
    assert (answer["answered_at"], answer["score"]) == (("Recorded Date",), (asked,))


@pytest.mark.parametrize(("phone", "conditions"), [("0151 2345 6017", 0), ("", 2)])
def test_tickets_without_an_address_stay_where_something_else_tells_whose(
    tmp_path: Path, phone: str, conditions: int
) -> None:
    rows = "".join(
        f"{no},{f'c{no}@x.example' if no % 5 else ''},{phone},2024-05-{no:02} 10:00,Late,Open\n"
        for no in range(1, 20)
    )
    header = "Ticket ID,Requester Email,Requester Phone,Created,Subject,Status"
    found = proposed(tmp_path / "tickets.csv", f"{header}\n{rows}")

    assert "ticket" in kinds(found)
    assert sum(bool(it.when) for it in found.rows) == conditions
