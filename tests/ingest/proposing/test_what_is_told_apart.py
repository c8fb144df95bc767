"""Columns that are like others and mean something else: refunds, posts, profiles, shown names."""

import json
from pathlib import Path

import pytest

from tests.ingest.proposing.proposals import fields, people_with, proposed, values_of

_ORDERS = "Order #;Order Date;Total;{}\n" + "".join(
    f"173456001{at};2026-05-1{at};{20 + at}.50;{{}}\n" for at in range(4)
)


def _orders(header: str, *cells: str) -> str:
    return _ORDERS.format(header, *cells)


def test_a_sign_of_numbers_stands_behind_what_it_numbers(tmp_path: Path) -> None:
    """Ten digits may be seconds since 1970, and are the number of an order where the header says so."""
    found = proposed(tmp_path / "x.csv", _orders("Name", "A B", "C D", "E F", "G H"))

    assert fields(found, "order")["number"] == ("Order #",)


def test_what_was_paid_back_is_a_refund_where_it_is_not_zero(tmp_path: Path) -> None:
    found = proposed(tmp_path / "x.csv", _orders("Amount Refunded", "0.00", "5.00", "0.00", "1.50"))
    [refund] = [rows for rows in found.rows if rows.kind == "refund"]

    assert fields(found, "refund") == {"order": ("Order #",), "amount": ("Amount Refunded",)}
    assert refund.when == {"Amount Refunded": {"not": ["0.00"]}}


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Amount Refunded", ("0.00", "0.00", "0.00", "0.00")),
        ("Refunded", ("0", "1", "0", "1")),
        ("Refund ID", ("", "5531", "", "5532")),
        ("Refunded Quantity", ("0", "2", "0", "3")),
    ],
)
def test_nothing_tells_how_much_was_paid_back(tmp_path: Path, header: str, cells: tuple[str, ...]) -> None:
    assert fields(proposed(tmp_path / "x.csv", _orders(header, *cells)), "refund") == {}


def test_a_total_comes_before_what_is_gross(tmp_path: Path) -> None:
    text = "Order No,Date,Gross Sales,Total Collected\n1,2026-01-02,30.00,31.16\n2,2026-01-03,12.00,12.96\n"

    assert fields(proposed(tmp_path / "x.csv", text), "order")["total"] == ("Total Collected",)


@pytest.mark.parametrize(
    ("cells", "field"), [(("Buyer", "CEO", "Engineer"), "occupation"), (("1", "2", "3"), None)]
)
def test_a_position_is_a_post_where_it_is_a_word(
    tmp_path: Path, cells: tuple[str, ...], field: str | None
) -> None:
    rows = "".join(
        f"{name};{name.lower()}@x.example;{cell}\n" for name, cell in zip("ABC", cells, strict=True)
    )
    found = fields(proposed(tmp_path / "x.csv", f"Surname;Email;Position\n{rows}"), "customer")

    assert next((name for name, columns in found.items() if "Position" in columns), None) == field


def test_addresses_of_profiles_are_handles_and_keys(tmp_path: Path) -> None:
    text = people_with("URL", "https://www.linkedin.com/in/somebody-#a2b").replace("@", " at ")
    found = values_of(text, tmp_path, "customer")

    assert found["handle"] == {"column": "URL", "network": "linkedin"}
    assert found["source_id"] == "URL"


def test_followers_are_in_lists_of_one(tmp_path: Path) -> None:
    rows = [
        {
            "title": "",
            "string_list_data": [{"href": f"https://www.instagram.com/{name}", "timestamp": 1695659962}],
        }
        for name in ("anna", "jo_b", "lee.g")
    ]
    found = proposed(tmp_path / "x.json", json.dumps({"relationships_following": rows}))

    assert found.reading.record_path == "relationships_following.string_list_data"
    assert fields(found, "customer") == {
        "source_id": ("href",),
        "handle": ("href",),
        "observed_at": ("timestamp",),
    }


@pytest.mark.parametrize(
    ("key", "cells", "field"),
    [
        ("User ID", ("anna@x.example", "jo@y.example", "lee@z.example"), "email"),
        ("Calling Number", ("+491712345678", "+4930998877", "+491609988776"), "phone"),
        ("User ID", ("anna7", "jo8", "lee9"), None),
    ],
)
def test_keys_that_are_contacts_are_these_too(
    tmp_path: Path, key: str, cells: tuple[str, ...], field: str | None
) -> None:
    rows = "".join(f"{cell};2026-03-0{at};Login\n" for at, cell in enumerate(cells, start=1))
    proposal = proposed(tmp_path / "x.csv", f"{key};Time;Event\n{rows}")
    found = fields(proposal, "customer") | fields(proposal, "event")

    assert [name for name in ("email", "phone") if name in found] == [field] * (field is not None)


def test_no_part_of_a_name_is_a_key_alone(tmp_path: Path) -> None:
    rows = "Anna;Meier;Ulm\nJean;Dupont;Bonn\nMaria;Rossi;Ulm\n"

    assert values_of(f"firstname;lastname;city\n{rows}", tmp_path, "customer")["source_id"] == {
        "columns": ["firstname", "lastname"],
        "join": "|",
    }


def test_names_that_programs_show_beside_addresses_are_left_out(tmp_path: Path) -> None:
    text = people_with("E-Mail: Angezeigter Name", "Anna Meier (a#@web.example)")

    assert fields(proposed(tmp_path / "x.csv", text), "customer")["email"] == ("email",)


def test_a_mark_of_rows_is_nothing_of_theirs(tmp_path: Path) -> None:
    assert "!CUST" in proposed(tmp_path / "x.csv", people_with("!CUST", "CUST")).unused


def test_firms_beside_the_parts_of_a_name_employ_who_is_called_so(tmp_path: Path) -> None:
    rows = "Marlow Pty Ltd;Gavin;Marlow\nAshby Family Trust;Maria;Ashby\nAnna Meier;Anna;Meier\n"
    found = fields(proposed(tmp_path / "x.csv", f"*ContactName;FirstName;LastName\n{rows}"), "customer")

    assert (found["employer"], found["given_name"]) == (("*ContactName",), ("FirstName",))


def test_numbers_for_the_tax_are_told_from_rates_of_it(tmp_path: Path) -> None:
    firms = [("Kern KG", "DE123456788"), ("Meier GmbH", "DE811569869"), ("Rossi Srl", "IT12345678901")]
    rows = "".join(f"{at};{name};{number}\n" for at, (name, number) in enumerate(firms, start=1))
    rates = "".join(
        f"{at};{name};{rate}\n" for at, ((name, _), rate) in enumerate(zip(firms, (19, 7, 22), strict=True))
    )

    assert fields(proposed(tmp_path / "x.csv", f"id;name;vat\n{rows}"), "customer")["document"] == ("vat",)
    assert "document" not in fields(proposed(tmp_path / "y.csv", f"id;name;vat\n{rates}"), "customer")


def test_a_country_that_is_called_like_a_state_is_none(tmp_path: Path) -> None:
    found = fields(proposed(tmp_path / "x.csv", people_with("Country;Issue Country", "DE", "DE")), "customer")

    assert (found["country"], "region" in found) == (("Country",), False)


def test_answers_in_words_are_comments_and_choices_are_none(tmp_path: Path) -> None:
    header = "#;How likely are you to recommend us?;Which plan do you use now?;What can we do better?"
    said = ["Faster delivery please", "All is well", "A shop in Ulm", "More colours please", "Be open longer"]
    rows = "".join(
        f"a{at};{5 + at};{'Large plan' if at % 2 else 'Small plan'};{text}\n" for at, text in enumerate(said)
    )
    text = f"{header};Submit Date\n" + rows.replace("\n", ";2026-04-01 09:05:14\n")

    assert fields(proposed(tmp_path / "x.csv", text), "survey_answer")["comment"] == (
        "What can we do better?",
    )


def test_pages_in_a_list_have_times_of_their_own(tmp_path: Path) -> None:
    visits = [
        {
            "visitorId": f"4d1f{at}0a9be7c2aa1",
            "serverTimestamp": 1720118593 + at,
            "actionDetails": [
                {
                    "url": f"https://x.example/{at}",
                    "pageTitle": "Home",
                    "timeSpent": 8 + at,
                    "timestamp": 1720118585 + at,
                }
            ],
        }
        for at in range(4)
    ]
    found = fields(proposed(tmp_path / "x.json", json.dumps(visits)), "page_view")

    assert {name: found[name] for name in ("at", "page", "seconds")} == {
        "at": ("actionDetails[].timestamp",),
        "page": ("actionDetails[].url",),
        "seconds": ("actionDetails[].timeSpent",),
    }


def test_orders_and_their_lines_may_have_one_number(tmp_path: Path) -> None:
    sales = [
        {
            "number": f"K-{at}",
            "date": f"2026-02-1{at}",
            "total": 19.9,
            "lines": [{"sku": f"A{at}", "name": "Cup", "qty": 2}],
        }
        for at in range(3)
    ]
    found = proposed(tmp_path / "x.json", json.dumps(sales))

    assert fields(found, "order")["number"] == fields(found, "order_line")["order"] == ("number",)
    assert fields(found, "product")["name"] == ("lines[].name",)


def test_values_in_lists_of_pairs_are_columns(tmp_path: Path) -> None:
    people = [
        {
            "id": at,
            "lastname": name,
            "custom_attributes": [
                {"attribute_code": "mobile", "value": f"+4917123456{at}0"},
                {"attribute_code": "_consent", "value": "yes"},
            ],
        }
        for at, name in enumerate(("Meier", "Kern", "Rossi"), start=11)
    ]
    found = proposed(tmp_path / "x.json", json.dumps(people))

    assert fields(found, "customer")["phone"] == ("custom_attributes[attribute_code=mobile].value",)
    assert found.unused == []


def test_names_of_which_there_are_many_are_values_themselves(tmp_path: Path) -> None:
    people = [
        {
            "id": at,
            "lastname": "Kern",
            "liked": [{"name": f"Film {at}{letter}", "value": 5} for letter in "ab"],
        }
        for at in range(120)
    ]
    found = proposed(tmp_path / "x.json", json.dumps(people))

    assert found.unused == ["liked[].name", "liked[].value"]


def test_of_several_addresses_the_usual_one_is_taken(tmp_path: Path) -> None:
    people = [
        {
            "id": at,
            "lastname": name,
            "addresses": [
                {"customer_id": at, "city": "Ulm", "postcode": "89073", "default_billing": False},
                {"customer_id": at, "city": "Bonn", "postcode": "53111", "default_billing": True},
            ],
        }
        for at, name in enumerate(("Meier", "Kern", "Rossi"), start=11)
    ]
    found = fields(proposed(tmp_path / "x.json", json.dumps(people)), "customer")

    assert (found["source_id"], found["city"]) == (("id",), ("addresses[default_billing=true].city",))


def test_keys_that_let_somebody_in_number_no_orders(tmp_path: Path) -> None:
    text = "order_key,number,date,total\n" + "".join(
        f"wc_order_5{at}d,{72 + at},2026-01-0{at},9.5\n" for at in range(1, 5)
    )

    assert fields(proposed(tmp_path / "x.csv", text), "order")["number"] == ("number",)


def test_names_in_networks_come_before_addresses_of_their_profiles(tmp_path: Path) -> None:
    rows = "".join(
        f"{name};https://www.instagram.com/{name};2026-01-02\n" for name in ("anna", "jo_b", "lee.g")
    )
    found = fields(proposed(tmp_path / "x.csv", f"instagram;link;since\n{rows}"), "social_handle")

    assert (found["handle"], found["url"]) == (("instagram",), ("link",))


def test_wine_is_bought_and_the_number_of_a_vehicle_is_not(tmp_path: Path) -> None:
    head = "Order No;Date;Email;Quantity;Price"
    for cells, product in (
        (("Riesling", "Merlot"), "Vin"),
        (("WVWZZZ1JZXW000001", "WAUZZZ8K9BA000002"), None),
    ):
        rows = "".join(f"A{n};2024-05-0{n};k{n}@web.de;{n};9.90;{cells[n % 2]}\n" for n in range(1, 7))
        assert values_of(f"{head};Vin\n{rows}", tmp_path, "order_line").get("product") == product


def test_a_short_word_for_a_postal_code_is_one(tmp_path: Path) -> None:
    assert (
        values_of(people_with("Pcode;Town", "8033#", "Ulm"), tmp_path, "customer")["postal_code"] == "Pcode"
    )
