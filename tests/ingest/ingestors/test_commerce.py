"""Rows of products, orders with their lines, contracts and tickets."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from graph.entries import EdgeItem, Event, NodeItem
from ingest.mapping_files.loader import load_mapping
from ingest.rows.clean_rows import clean_row
from tests.ingest.ingestors.one_row import AT, ORIGIN, RECORD, WHEN, event, outcome


def test_product(tmp_path: Path) -> None:
    made = event(
        tmp_path, "product", id="P1", name="Mixer", category="Küche", price="49.90", currency="€", active="ja"
    )
    properties = {
        "number": "P1",
        "name": "Mixer",
        "category": "Küche",
        "price": 49.9,
        "currency": "EUR",
        "active": True,
    }
    assert (made.key, made.source_id, made.at) == ("shop:P1", None, None)
    assert made.nodes == (NodeItem("Product", ("shop:P1",), properties),)


def test_order(tmp_path: Path) -> None:
    made = event(
        tmp_path, "order", source_id="7", number="O1", ordered_at=WHEN, total="12.50", currency="EUR"
    )
    properties = {"number": "O1", "ordered_at": AT, "total": 12.5, "currency": "EUR"}
    assert made.nodes == (NodeItem("Order", ("shop:O1",), properties),)
    assert made.edges == (EdgeItem("PLACED", RECORD, ("Order", ("shop:O1",)), {"at": AT}),)


@pytest.mark.parametrize(
    ("total", "stated", "currency"),
    [
        ("12.50", "", None),
        ("12.50 €", "", "EUR"),
        ("(12.50 €)", "", "EUR"),
        ("CHF 12.50", "", "CHF"),
        ("12.50 €", "EUR", "EUR"),
        ("$12.50", "", "USD"),
        ("12.50 zł", "", "PLN"),
        ("CHF 12.50", "CHF", "CHF"),
        ("$12.50", "CAD", "CAD"),
        ("£12.50", "", "GBP"),
        ("£12.50", "EGP", "EGP"),
        ("Fr. 12.50", "XOF", "XOF"),
        ("12.50 kr", "SEK", "SEK"),
        ("12.50 pesos", "MXN", "MXN"),
        ("12.50 COP$", "", "COP"),
        ("12.50 kr", "", "XXX"),
        ("12.50 toman", "", "XXX"),
        ("12.50", "Taler", "XXX"),
        ("$12.50", "Taler", "XXX"),
    ],
)
def test_the_currency_of_an_order(tmp_path: Path, total: str, stated: str, currency: str | None) -> None:
    """In a source of Germany: none is the company's own, and what nobody understands is no sum's."""
    made = outcome(tmp_path, "order", number="O1", ordered_at=WHEN, total=total, currency=stated)
    [entry] = made.entries
    assert isinstance(entry, Event)
    [node] = entry.nodes
    amount = node.properties["total"]
    assert (type(amount), abs(amount)) == (float, 12.5)
    assert node.properties.get("currency") == currency


@pytest.mark.parametrize(
    ("kind", "told", "beside"),
    [
        ("order", {"ordered_at": WHEN, "number": "O1", "total": "12.50 zł", "currency": "EUR"}, "PLN"),
        ("order", {"ordered_at": WHEN, "number": "O1", "total": "12.50 €", "currency": "USD"}, "EUR"),
        ("product", {"id": "P1", "price": "12.50 €", "currency": "USD"}, "EUR"),
        ("order_line", {"order": "O1", "product": "P1", "price": "EUR 5", "currency": "USD"}, "EUR"),
        (
            "order_line",
            {"order": "O1", "product": "P1", "price": "$5", "total": "5 €", "currency": "USD"},
            "EUR",
        ),
        *(
            ("product", {"id": "P1", "price": f"{sign} 5", "currency": "EUR"}, sign)
            for sign in ("£", "$", "Fr.", "kr", "pesos", "¥", "Rs")
        ),
    ],
)
def test_two_currencies_of_one_amount_are_refused(
    tmp_path: Path, kind: str, told: dict[str, str], beside: str
) -> None:
    made = outcome(tmp_path, kind, **told)
    assert [(it.field, it.reason) for it in made.refused] == [
        ("currency", f"is another than that beside the amount, {beside}")
    ]


def test_two_currencies_beside_amounts_are_refused(tmp_path: Path) -> None:
    made = outcome(tmp_path, "order_line", order="O1", product="P1", price="$5", total="5 €")
    assert [(it.field, it.reason) for it in made.refused] == [("currency", "differs between the amounts")]


@pytest.mark.parametrize(
    ("told", "currency"),
    [
        ({"price": "5.00 kr", "total": "SEK 5.00"}, "SEK"),
        ({"price": "$5.00"}, "USD"),
        ({"total": "5.00 €"}, "EUR"),
        ({"price": "5.00", "currency": "GBP"}, "GBP"),
        ({"price": "5.00", "currency": "Taler"}, "XXX"),
        ({"price": "5.00"}, None),
    ],
)
def test_the_currency_of_a_line(tmp_path: Path, told: dict[str, str], currency: str | None) -> None:
    made = outcome(tmp_path, "order_line", order="O1", product="P1", **told)
    [entry] = made.entries
    assert isinstance(entry, Event)
    amounts = [entry.edges[0].properties.get(name) for name in ("price", "total")]
    assert {(type(it), it) for it in amounts if it is not None} == {(float, 5.0)}
    stated = {"currency": currency}
    assert entry.nodes == ((NodeItem("Order", ("shop:O1",), stated),) if currency else ())


def test_a_quantity_that_nobody_understands_is_not_one(tmp_path: Path) -> None:
    made = outcome(tmp_path, "order_line", order="O1", product="P1", quantity="a few", price="5")
    [entry] = made.entries
    assert isinstance(entry, Event)
    assert entry.edges[0].properties == {"line": "P1", "price": 5.0}


def test_an_order_of_nobody(tmp_path: Path) -> None:
    made = event(tmp_path, "order", number="O1", ordered_at=WHEN, total="12.50")
    assert (made.key, made.source_id, made.identifiers, made.edges) == ("shop:O1", None, (), ())
    assert [node.key for node in made.nodes] == [("shop:O1",)]


@pytest.mark.parametrize(
    ("written", "quantity"), [("2", 2), ("2.0", 2), ("0.350 ", 0.35), ("-1", -1), ("3 pcs", 3), ("0", 0)]
)
def test_order_line(tmp_path: Path, written: str, quantity: float) -> None:
    made = event(tmp_path, "order_line", order="O1", product="P1", quantity=written, price="5")
    ends = (("Order", ("shop:O1",)), ("Product", ("shop:P1",)))
    assert made.key == "shop:O1:P1"
    assert made.edges == (EdgeItem("CONTAINS", *ends, {"line": "P1", "quantity": quantity, "price": 5.0}),)


def test_contract(tmp_path: Path) -> None:
    made = event(
        tmp_path, "contract", source_id="7", number="V1", starts_at=WHEN, ends_at="31.12.9999",
        status="gekündigt", cancelled_at="02.07.2024", monthly_fee="9.90", product=["P1", "P2"],
    )  # fmt: skip
    node = ("Contract", ("shop:V1",))
    end = datetime(2024, 7, 1, 22, tzinfo=UTC)
    properties = {
        "number": "V1",
        "status": "cancelled",
        "starts_at": AT,
        "cancelled_at": end,
        "monthly_fee": 9.9,
    }
    assert made.nodes == (NodeItem(*node, properties),)
    assert made.edges == (
        EdgeItem("SIGNED", RECORD, node, {"valid_from": AT, "valid_to": end}),
        EdgeItem("COVERS", node, ("Product", ("shop:P1",))),
        EdgeItem("COVERS", node, ("Product", ("shop:P2",))),
    )


def test_ticket(tmp_path: Path) -> None:
    made = event(
        tmp_path, "ticket", source_id="7", number="T1", opened_at=WHEN, subject="Defekt", status="offen",
        sentiment="negativ", product="P1", order="O1", phone="0171 1234567",
    )  # fmt: skip
    node = ("Ticket", ("shop:T1",))
    properties = {
        "number": "T1",
        "subject": "Defekt",
        "status": "open",
        "opened_at": AT,
        "sentiment": "negative",
    }
    assert made.nodes == (NodeItem(*node, properties),)
    assert [identifier.value for identifier in made.identifiers] == ["+491711234567"]
    assert made.edges == (
        EdgeItem("OPENED", RECORD, node, {"at": AT}),
        EdgeItem("ABOUT", node, ("Product", ("shop:P1",))),
        EdgeItem("ABOUT", node, ("Order", ("shop:O1",))),
    )


def test_a_record_of_another_source(tmp_path: Path) -> None:
    path = tmp_path / "hotline.yaml"
    path.write_text(
        "source: hotline\nfiles:\n  - path: t.csv\n    rows:\n      - kind: ticket\n        fields:\n"
        "          source_id: {column: K, source: crm}\n          number: N\n          opened_at: Z\n"
        "          order: {column: B, source: {column: S}}\n"
    )
    row = {"K": "7", "N": "T1", "Z": WHEN, "B": "O1", "S": "shop"}
    (ticket,) = clean_row(load_mapping(path).files[0].rows[0], row, ORIGIN).entries
    assert isinstance(ticket, Event)
    assert (ticket.source, ticket.source_id, ticket.key) == ("crm", "7", "hotline:T1")
    assert ticket.edges[1].end == ("Order", ("shop:O1",))
