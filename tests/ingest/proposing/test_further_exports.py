"""Exports of dealers, tills, banks, insurers and address books: whose, what and from where they are."""

from pathlib import Path

import pytest

from tests.ingest.proposing.proposals import PEOPLE, as_yaml, fields, proposed


def _rows(*cells: str) -> str:
    """A row for each person, with their number for `#`, their given name for `G`, family name for `F`."""
    return "".join(
        ",".join(it.replace("#", str(at)).replace("G", given).replace("F", family) for it in cells) + "\n"
        for at, (given, family, _) in enumerate(PEOPLE, start=1)
    )


@pytest.mark.parametrize("further", ["Business", "Other", "Second"])
def test_who_has_another_address_than_most_has_that(tmp_path: Path, further: str) -> None:
    places = [
        ("Oak St 1", "Boston", ""),
        ("", "", "Austin"),
        ("Elm St 2", "Boston", ""),
        ("", "", "Dallas"),
    ] * 5
    rows = "".join(
        f"K{at},Anna,Meier,{street},{city},{'Main St 5' if other else ''},{other}\n"
        for at, (street, city, other) in enumerate(places)
    )
    header = f"ID,First Name,Last Name,Home Street,Home City,{further} Street,{further} City"
    first, second = proposed(tmp_path / "x.csv", f"{header}\n{rows}").rows

    assert (first.when, second.when) == ({"Home Street": "*"}, {"Home Street": None})
    places_of = [
        {it.name: it.columns for it in rows.lines if it.name in ("street", "city")}
        for rows in (first, second)
    ]
    assert places_of == [
        {"street": ("Home Street",), "city": ("Home City",)},
        {"street": (f"{further} Street",), "city": (f"{further} City",)},
    ]


def test_where_all_have_the_first_address_there_is_one_entry(tmp_path: Path) -> None:
    rows = _rows("K#", "G", "F", "Oak St #", "Boston", "Main St #", "Austin")
    header = "ID,First Name,Last Name,Home Street,Home City,Business Street,Business City"
    assert len(proposed(tmp_path / "x.csv", f"{header}\n{rows}").rows) == 1


def test_the_deals_of_a_dealer_are_orders(tmp_path: Path) -> None:
    header = "Deal Number,Deal Date,Buyer First Name,Buyer Last Name,Sale Price,Trade Value"
    found = proposed(
        tmp_path / "x.csv", f"{header}\n{_rows('D#', '2025-01-0#', 'G', 'F', '#9500.00', '#000')}"
    )

    order = fields(found, "order")
    assert (order["number"], order["ordered_at"], order["total"]) == (
        ("Deal Number",),
        ("Deal Date",),
        ("Sale Price",),
    )
    assert "Trade Value" in found.unused


@pytest.mark.parametrize("chance", ["Deal Stage", "Pipeline", "Deal Probability"])
def test_deals_with_a_stage_are_none(tmp_path: Path, chance: str) -> None:
    header = f"Deal Number,Deal Date,Buyer First Name,Buyer Last Name,Price,{chance}"
    found = proposed(tmp_path / "x.csv", f"{header}\n{_rows('D#', '2025-01-0#', 'G', 'F', '9500.00', 'won')}")
    assert {rows.kind for rows in found.rows} == {"customer"}


@pytest.mark.parametrize(
    "header",
    [
        "t_dat,customer_id,article_id,price",
        "Kaufdatum,Kundennr,Artikelnr,Preis",
        "ordered at,user id,sku,amount",
    ],
)
def test_purchases_without_a_number_are_told_apart_by_who_and_when(tmp_path: Path, header: str) -> None:
    day, who, what, price = header.split(",")
    rows = "".join(f"2018-09-2{at // 3},c{at % 5}a,0{663713000 + at},0.05{at}\n" for at in range(9))
    found = proposed(tmp_path / "x.csv", f"{header}\n{rows}")

    assert fields(found, "order") == {"source_id": (who,), "number": (who, day), "ordered_at": (day,)}
    line = fields(found, "order_line")
    assert (line["order"], line["product"]) == ((who, day), (what,))
    assert (price,) in (line.get("price"), line.get("total"))


def test_ratings_are_events(tmp_path: Path) -> None:
    rows = "".join(f"{at // 3},{at + 50},{at % 5}.5,{1112484000 + at}\n" for at in range(12))
    found = proposed(tmp_path / "x.csv", f"userId,movieId,rating,timestamp\n{rows}")

    assert fields(found, "event") == {
        "source_id": ("userId",), "product": ("movieId",), "value": ("rating",), "at": ("timestamp",),
    }  # fmt: skip


def test_what_is_paid_in_is_an_order_and_what_is_withdrawn_none(tmp_path: Path) -> None:
    header = "Receipt No.,Completion Time,Details,Transaction Status,Paid In,Withdrawn,Balance"
    amounts = ["500.00,", ",300.00", "70.00,"] * 2
    rows = "".join(
        f"RJ{at},2026-09-0{at + 1} 10:15:00,Pay Bill,Completed,{it},90\n" for at, it in enumerate(amounts)
    )
    [order] = proposed(tmp_path / "x.csv", f"{header}\n{rows}").rows

    assert (order.kind, order.when) == ("order", {"Paid In": "*"})
    assert {it.name: it.columns for it in order.lines}["ordered_at"] == ("Completion Time",)


def test_a_table_at_a_restaurant_is_an_order_of_nobody_whose_guests_are_counted(tmp_path: Path) -> None:
    header = "Order Id,Order #,Opened,# of Guests,Total,Order Source"
    rows = _rows("98765432101#", "#", "11/2#/25 6:00 PM", "#", "#0.50", "In store")
    found = proposed(tmp_path / "x.csv", f"{header}\n{rows}")

    assert fields(found, "order").keys() == {"number", "ordered_at", "total", "channel"}


def test_what_a_ticket_was_opened_at_is_the_date_of_no_order(tmp_path: Path) -> None:
    header = "Ticket ID,Subject,Priority,Status,Order ID,Opened"
    rows = _rows("#", "Broken", "high", "open", "B#", "2025-01-0#")
    found = proposed(tmp_path / "x.csv", f"{header}\n{rows}")
    assert {rows.kind for rows in found.rows} == {"ticket"}


@pytest.mark.parametrize("second", ["Apellido Materno", "Segundo Apellido", "Apellido 2"])
def test_two_family_names_are_one(tmp_path: Path, second: str) -> None:
    first = second.replace("Materno", "Paterno").replace("Segundo", "Primer").replace("2", "1")
    header = f"Cuenta,Nombre,{first},{second},Plan,Fecha Activación,Estado"
    rows = _rows("8000#", "G", "F", "Soto", "Plan #", "0#/02/2024", "Jalisco")
    found = proposed(tmp_path / "x.csv", f"{header}\n{rows}")

    assert fields(found, "customer")["family_name"] == (first, second)
    assert as_yaml(found)["country"] == "MX"
    assert {rows.kind for rows in found.rows} == {"customer"}


@pytest.mark.parametrize("header", ["Razón Social", "Ragione sociale", "Firma"])
def test_what_is_called_a_company_may_hold_persons(tmp_path: Path, header: str) -> None:
    persons = proposed(tmp_path / "x.csv", f"Nr,{header}\n{_rows('#', 'G F')}")
    firms = proposed(tmp_path / "y.csv", f"Nr,{header}\n{_rows('#', 'F GmbH')}")

    assert fields(persons, "customer")["full_name"] == (header,)
    assert fields(firms, "customer")["organization_name"] == (header,)


def test_the_name_of_a_family_is_none_of_its_member(tmp_path: Path) -> None:
    header = "Individual ID,Family ID,Family Name,First Name,Last Name"
    found = proposed(tmp_path / "x.csv", f"{header}\n{_rows('#', '9#', 'F-Smith', 'G', 'F')}")
    assert fields(found, "customer")["family_name"] == ("Last Name",)


@pytest.mark.parametrize(
    ("street", "premium", "country"),
    [
        ("Langstrasse 1", "Prämie", "CH"), ("Weg 1", "Prämie CHF", "CH"), ("Mühlstraße 1", "Prämie", "AT"),
        ("Weg 1", "Prämie", None),
    ],
)  # fmt: skip
def test_codes_of_four_digits_are_none_of_germany(
    tmp_path: Path, street: str, premium: str, country: str | None
) -> None:
    header = f"Kundennr,Vorname,Nachname,Strasse,PLZ,Ort,{premium}"
    found = proposed(tmp_path / "x.csv", f"{header}\n{_rows('K#', 'G', 'F', street, '300#', 'Ort', '5')}")
    assert as_yaml(found).get("country") == country


def test_an_amount_is_no_country(tmp_path: Path) -> None:
    header = "Order ID,Order Date,Customer ID,Tax,Total"
    found = proposed(tmp_path / "x.csv", f"{header}\n{_rows('#', '2025-01-0#', 'K#', '1.00', '9.50')}")

    assert "Tax" in found.unused
    assert "country" not in as_yaml(found)


def test_the_makers_number_of_a_product_is_no_brand(tmp_path: Path) -> None:
    header = "Sale ID,Sale Date,Item ID,Manufacturer SKU,Qty,Unit Price"
    found = proposed(tmp_path / "x.csv", f"{header}\n{_rows('#', '2025-01-0#', 'I#', 'MS-#', '1', '9.50')}")
    assert "Manufacturer SKU" in found.unused


def test_fields_of_sap_are_known(tmp_path: Path) -> None:
    header = "KUNNR,LAND1,NAME1,ORT01,PSTLZ,STRAS,TELF1,SPRAS,STCEG"
    rows = _rows(
        "000010000#", "DE", "F GmbH", "München", "8033#", "Hauptstr. #", "089/12345#", "DE", "DE12345678#"
    )
    customer = fields(proposed(tmp_path / "x.csv", f"{header}\n{rows}"), "customer")

    assert {name: customer[name] for name in ("postal_code", "phone", "language", "document")} == {
        "postal_code": ("PSTLZ",), "phone": ("TELF1",), "language": ("SPRAS",), "document": ("STCEG",),
    }  # fmt: skip


def test_how_long_a_call_took_is_nobodys_key(tmp_path: Path) -> None:
    header = "Action,From,From Name,Date,Duration"
    names = [f"{given} {family}" for given, family, _ in PEOPLE] * 6
    rows = "".join(
        f"Phone Call,(212) 555-01{at},{name},2025-01-{at},0:0{at % 9}:{at}\n"
        for at, name in enumerate(names, 10)
    )
    found = proposed(tmp_path / "x.csv", f"{header}\n{rows}")

    customer = fields(found, "customer")
    assert "Duration" not in customer["source_id"]
    assert (customer["phone"], customer["full_name"]) == (("From",), ("From Name",))
    assert fields(found, "event")["source_id"] == ("From",)


def test_what_is_of_a_whole_order_is_of_no_line(tmp_path: Path) -> None:
    header = (
        "Order number,Date created,Total order quantity,Item,SKU,Qty,Price,Payment status,Total,Net amount"
    )
    rows = "".join(
        f"{at // 2},2025-01-0{at},5,Blue mug,MUG-{at},{at},9.50,paid,47.50,40.00\n" for at in range(1, 9)
    )
    found = proposed(tmp_path / "x.csv", f"{header}\n{rows}")

    line = fields(found, "order_line")
    assert (line["product"], line["quantity"], line["price"]) == (("SKU",), ("Qty",), ("Price",))
    assert fields(found, "product")["name"] == ("Item",)
    assert fields(found, "order")["status"] == ("Payment status",)
    assert {"Total order quantity", "Net amount"} <= set(found.unused)
