"""Answers of programs: what objects, counts, payments and guests in them are, and what they are not."""

import json
from pathlib import Path
from typing import Any

import pytest

from ingest.pipeline.pipeline import ingest
from ingest.proposing.meaning.headers import said
from ingest.proposing.proposal import FileProposal
from tests.ingest.proposing.proposals import PEOPLE, fields, proposed
from tests.ingest.support import MemorySink, write


def _answer(path: Path, name: str, **columns: Any) -> FileProposal:
    """What is proposed for a list of persons who have values with their number for `#`."""
    rows = [
        {"id": at, "first_name": given, "last_name": family, "email": email}
        | json.loads(json.dumps(columns).replace("#", str(at)))
        for at, (given, family, email) in enumerate(PEOPLE, start=1)
    ]
    return proposed(path / f"{name}.json", json.dumps({name: rows}))


def _order(path: Path, **columns: Any) -> FileProposal:
    when = "2024-01-0#T10:00:00Z"
    return _answer(path, "orders", created_at=when, total_price="2#.50", currency="EUR", **columns)


@pytest.mark.parametrize("word", ["public", "next", "disabled", "imported", "stock", "merge"])
def test_words_of_programs_are_no_others(word: str) -> None:
    assert (said(f"is_{word}").senses, said(word).senses) == ({}, {})


@pytest.mark.parametrize("header", ["orders_count", "SUBSCRIPTIONS_TOTAL_COUNT", "visit count"])
def test_counts_are_no_amounts(tmp_path: Path, header: str) -> None:
    found = _answer(tmp_path, "customers", **{header: "#", "created_at": "2024-01-0#T10:00:00Z"})

    assert {rows.kind for rows in found.rows} == {"customer"}
    assert header in found.unused


def test_the_account_of_a_contact_is_the_firm(tmp_path: Path) -> None:
    found = _answer(tmp_path, "records", Account={"Name": "Muster GmbH", "Id": "A7"})

    assert fields(found, "customer")["employer"] == ("Account.Name",)
    assert "full_name" not in fields(found, "customer")


def test_the_number_of_its_payment_is_not_that_of_an_order(tmp_path: Path) -> None:
    found = _order(tmp_path, transaction_id="ch_3La0#", customer_id="9#")

    assert fields(found, "order")["number"] == ("id",)


def test_a_payment_of_several_lines_numbers_their_order(tmp_path: Path) -> None:
    rows = "".join(f"{at},T{at // 2},K{at // 2},2024-01-05,{at}.50,SKU{at},1\n" for at in range(6))
    found = proposed(
        tmp_path / "sales.csv", f"id,transaction_id,customer_id,date,amount,product_id,quantity\n{rows}"
    )

    assert fields(found, "order")["number"] == ("transaction_id",)


def test_an_order_has_its_total_and_its_own_number(tmp_path: Path) -> None:
    found = _order(
        tmp_path,
        checkout_id="90#",
        total_line_items_price="1#.50",
        order_number="100#",
        closed_at=None,
        fulfillment_status="sent",
        line_items=[{"sku": "A", "quantity": 2, "price": "9.50", "price_set": {"shop": {"amount": "9.50"}}}],
    )

    assert {rows.kind for rows in found.rows} == {"customer", "order", "order_line"}
    order, line = fields(found, "order"), fields(found, "order_line")
    assert (order["number"], order["total"]) == (("order_number",), ("total_price",))
    assert (line["price"], line.get("total")) == (("line_items[].price",), None)


def test_a_number_of_the_source_is_no_channel(tmp_path: Path) -> None:
    found = _answer(
        tmp_path,
        "tickets",
        subject="Hilfe",
        priority="high",
        status="open",
        created_at="2024-01-0#",
        source_id="66#",
    )

    assert "channel" not in fields(found, "ticket")


def test_how_many_people_came_names_nobody(tmp_path: Path) -> None:
    rows = "".join(
        f"b{at},{given} {family},2024-01-0{at},{at % 2 + 1},{at}00\n"
        for at, (given, family, _) in enumerate(PEOPLE, start=1)
    )
    found = proposed(tmp_path / "bookings.csv", f"id,customer_name,date,people,total\n{rows}")

    assert "people" in found.unused


@pytest.mark.parametrize("header", ["B_MSISDN", "b_number", "other party"])
def test_whom_somebody_called_is_another(tmp_path: Path, header: str) -> None:
    rows = "".join(f"{at},4917012345{at},2024-01-05,4917099999{at}\n" for at in range(10, 30))
    found = proposed(tmp_path / "calls.csv", f"SEQ,MSISDN,CALL_DATE,{header}\n{rows}")

    assert header in found.unused


@pytest.mark.parametrize("nothing", [0, None, "0"])
def test_guests_without_a_number_have_their_address(tmp_path: Path, nothing: Any) -> None:
    rows = [
        {"id": at, "customer_id": nothing if at % 3 else 50 + at, "date_created": "2024-01-05T10:00:00"}
        | {"total": "9.50", "currency": "EUR", "billing": {"email": f"n{at}@x.example"}}
        for at in range(1, 9)
    ]
    path = write(tmp_path / "orders.json", json.dumps(rows))
    found = proposed(path, json.dumps(rows))
    assert fields(found, "order")["source_id"] == ("customer_id", "billing.email")

    sink = MemorySink()
    ingest(_mapping(tmp_path, "{coalesce: [customer_id, billing.email]}"), (path,), sink)
    wanted = [f"n{at}@x.example" if at % 3 else str(50 + at) for at in range(1, 9)]
    assert ([record.source_id for record in sink.records], sink.rejections) == (wanted, [])


def _mapping(tmp_path: Path, key: str) -> Path:
    rows = f"[{{kind: customer, fields: {{source_id: {key}}}}}]"
    return write(tmp_path / "m.yaml", f"source: shop\nfiles:\n  - path: orders.json\n    rows: {rows}\n")


def test_a_value_is_what_it_is_the_value_of(tmp_path: Path) -> None:
    found = _answer(
        tmp_path,
        "people",
        phones=[{"type": "work", "value": "+49170123456#"}],
        score_of_address={"value": "0.#"},
    )

    assert fields(found, "customer")["phone"] == ("phones[].value",)
    assert said("emails[].value").senses == said("emails").senses


def test_guests_have_their_address_before_their_phone(tmp_path: Path) -> None:
    rows = "".join(
        f"{at},{50 + at if at % 2 else 0},2024-01-0{at},9.50,+4917012345{at},n{at}@x.example\n"
        for at in range(1, 9)
    )
    found = proposed(
        tmp_path / "orders.csv", f"order_number,customer_id,order_date,total,phone,email\n{rows}"
    )

    assert fields(found, "order")["source_id"] == ("customer_id", "email")


def test_the_card_of_a_payment_is_of_no_scheme(tmp_path: Path) -> None:
    found = _answer(tmp_path, "list", card={"masked_number": "****111#", "status": "valid", "last4": "111#"})

    assert {rows.kind for rows in found.rows} == {"customer"}


def test_a_zero_that_is_counted_from_stays_a_key(tmp_path: Path) -> None:
    rows = [{"nr": at, "mail": f"n{at}@x.example"} for at in range(9)]
    path = write(tmp_path / "orders.json", json.dumps(rows))
    sink = MemorySink()
    ingest(_mapping(tmp_path, "{coalesce: [nr, mail]}"), (path,), sink)

    assert [record.source_id for record in sink.records] == [str(at) for at in range(9)]


@pytest.mark.parametrize(("names", "given"), [("names", "givenName"), ("name", "given")])
def test_of_several_names_of_one_person_the_first_counts(tmp_path: Path, names: str, given: str) -> None:
    """As Google and hospitals answer; the key is no checksum of what is said."""
    people = [
        {
            "etag": f"%EgUB{at}AgM=",
            "resourceName": f"people/c{at}77",
            names: [{given: first, "familyName": last}, {given: "Nick", "familyName": "Other"}],
            "emailAddresses": [{"value": mail}],
        }
        for at, (first, last, mail) in enumerate(PEOPLE, start=1)
    ]
    found = proposed(tmp_path / "x.json", json.dumps({"connections": people}))

    assert fields(found, "customer") == {
        "source_id": ("resourceName",),
        "given_name": (f"{names}[0].{given}",),
        "family_name": (f"{names}[0].familyName",),
        "email": ("emailAddresses[].value",),
    }


@pytest.mark.parametrize("zero", [0, "0", "0.0", 0.0])
def test_the_number_of_those_who_have_none_is_no_fault(tmp_path: Path, zero: Any) -> None:
    """It is one in what must be there; a word that names nobody is told all the same."""
    rows = [
        {"nr": f"B{at}", "mail": f"n{at}@x.example", "user": user, "zip": "89073"}
        for at, user in enumerate((zero, 57, "anonymous", zero), start=1)
    ]
    path = write(tmp_path / "orders.json", json.dumps(rows))
    sink = MemorySink()
    ingest(_mapping(tmp_path, "nr, account: user, email: mail"), (path,), sink)

    accounts = [[it.value for it in record.identifiers if it.kind == "account"] for record in sink.records]
    assert accounts == [[], ["shop:57"], [], []]
    assert [it.value for it in sink.rejections] == ["anonymous"]

    refused = MemorySink()
    ingest(_mapping(tmp_path, "user"), (path,), refused)
    assert [it.field for it in refused.rejections] == ["source_id"] * 3


def test_a_patient_is_reached_by_ways_in_a_list_and_lives_at_the_first_address(tmp_path: Path) -> None:
    """As FHIR has them."""
    told = [
        {
            "id": f"p{no}",
            "name": [{"family": last, "given": [first, "M"], "prefix": ["Dr."]}, {"given": [first[:2]]}],
            "telecom": [
                {"system": "phone", "value": f"089 12345{no}", "use": "home"},
                {"system": "phone", "value": f"0171 12345{no}"},
                {"system": "email", "value": mail},
            ],
            "address": [{"line": [f"Weg {no}"], "city": "Ulm", "postalCode": "89073"}, {"city": "Bonn"}],
        }
        for no, (first, last, mail) in enumerate(PEOPLE)
    ]
    found = proposed(tmp_path / "x.jsonl", "".join(f"{json.dumps(it)}\n" for it in told))

    assert fields(found, "customer").items() >= {
        "given_name": ("name[0].given",), "title": ("name[0].prefix",), "family_name": ("name[0].family",),
        "phone": ("telecom[system=phone].value",), "email": ("telecom[system=email].value",),
        "street": ("address[0].line",), "city": ("address[0].city",),
        "postal_code": ("address[0].postalCode",),
    }.items()  # fmt: skip


def test_consents_in_an_object_are_for_what_they_are_called_by_though_all_are_denied(tmp_path: Path) -> None:
    told = [
        {
            "id": no,
            "email": it[2],
            "updated_at": "2025-01-02",
            "consents": {"analytics": False, "email": False},
        }
        for no, it in enumerate(PEOPLE)
    ]
    found = proposed(tmp_path / "x.jsonl", "".join(f"{json.dumps(it)}\n" for it in told))

    purposes = {
        line.value["const"]: rows
        for rows in found.rows
        for line in rows.lines
        if (rows.kind, line.name) == ("consent", "purpose")
    }
    assert purposes.keys() == {"marketing", "analytics"}
