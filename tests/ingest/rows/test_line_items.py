"""Orders told line by line: amounts add up, whatever the columns are called and however rows come."""

from pathlib import Path
from typing import Any

import pytest

from graph.errors import IngestError
from graph.journal import Journal
from graph.journal.quality.quarantine import RejectionFilter
from graph.settings import Settings
from ingest.pipeline.pipeline import ingest, replay
from ingest.pipeline.summary import IngestSummary
from tests.ingest.support import write

ORDER = "{kind: order, fields: {source_id: who, number: no, ordered_at: day, %s}}"
LINE = "{kind: order_line, fields: {order: no, product: sku, %s}}"
ROWS = """
    no,day,who,sku,qty,price,amount,state
    A,2024-01-05,1,P1,1,5.10,5.10,paid
    A,2024-01-05,1,P2,2,0.10,0.20,paid
    A,2024-01-05,1,P2,2,0.10,0.20,paid
    B,2024-01-06,2,P1,1,7.00,7.00,paid
"""
AMOUNTS = {"shop:A": "5.5000", "shop:B": "7.0000"}


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal.open(Settings(home=tmp_path / "home"))


def ingested(journal: Journal, folder: Path, rows: str, *kinds: str) -> IngestSummary:
    file = write(folder / "o.csv", rows)
    entry = f"{{path: o.csv, rows: [{', '.join(kinds)}]}}"
    mapping = write(folder / "m.yaml", f"source: shop\nfiles: [{entry}]\n")
    return ingest(mapping, [file], journal)


def totals(journal: Journal) -> dict[str, Any]:
    with journal.connect(views=("orders",)) as connection:
        found = connection.execute("SELECT order_id, total::VARCHAR FROM orders ORDER BY ALL").fetchall()
    return dict(found)


@pytest.mark.parametrize(
    "kinds",
    [
        (ORDER % "status: state", LINE % "quantity: qty, price: price"),
        (ORDER % "status: state", LINE % "quantity: qty, total: amount"),
        (ORDER % "status: state, total: amount", LINE % "quantity: qty"),
        (ORDER % "status: state, total: amount",),
        (ORDER % "status: state, line_total: amount",),
    ],
)
def test_amounts_of_lines_add_up(journal: Journal, tmp_path: Path, kinds: tuple[str, ...]) -> None:
    first = ingested(journal, tmp_path, ROWS, *kinds)
    again = ingested(journal, tmp_path, ROWS, *kinds)

    assert totals(journal) == AMOUNTS
    assert (again.total("accepted"), again.total("unchanged")) == (
        0,
        first.total("accepted") + first.total("unchanged"),
    )
    assert any("added up" in remark for remark in first.files[0].remarks) == (" total: amount" in kinds[0])


@pytest.mark.parametrize(
    ("amounts", "states", "total"),
    [
        (("9.90", "9.90", "9.90"), ("paid", "paid", "paid"), "9.9000"),
        (("9.90", "", ""), ("paid", "", ""), "9.9000"),
        (("9.90", "0", "9.90"), ("paid", "refunded", "paid"), "9.9000"),
        (("9.90", "0", "4"), ("paid", "refunded", "part"), "4.0000"),
    ],
)
def test_what_is_the_orders_own_total_is_not_added_up(
    journal: Journal, tmp_path: Path, amounts: tuple[str, ...], states: tuple[str, ...], total: str
) -> None:
    rows = "".join(f"A,2024-01-05,1,{a},{s}\n" for a, s in zip(amounts, states, strict=True))
    kind = ORDER % "status: state, total: amount"

    ingested(journal, tmp_path, f"no,day,who,amount,state\n{rows}", kind)

    assert totals(journal) == {"shop:A": total}


def test_a_line_in_quarantine_is_not_replayed_as_its_order(journal: Journal, tmp_path: Path) -> None:
    rows = "no,day,who,amount\nA,2024-01-05,1,10\nA,2024-01-05,1,3\nA,2024-01-45,1,4\n"
    ingested(journal, tmp_path, rows, ORDER % "total: amount")

    with pytest.raises(IngestError, match="its rows are lines of orders"):
        replay(tmp_path / "m.yaml", RejectionFilter(), journal)

    assert totals(journal) == {"shop:A": "13.0000"}


def test_a_stated_total_outranks_the_lines(journal: Journal, tmp_path: Path) -> None:
    rows = "no,day,who,sku,price,sum\nA,2024-01-05,1,P1,5,9\nA,2024-01-05,1,P2,5,\n"

    ingested(journal, tmp_path, rows, ORDER % "total: sum", LINE % "price: price")

    assert totals(journal) == {"shop:A": "9.0000"}


def test_an_amount_that_no_sum_could_hold_is_left_out(journal: Journal, tmp_path: Path) -> None:
    summary = ingested(journal, tmp_path, "no,day,who,sum\nA,2024-01-05,1,1e14\n", ORDER % "total: sum")

    assert summary.files[0].value_reasons == {"total is too large for an amount of money": 1}
    assert totals(journal) == {"shop:A": None}


def test_open_references_are_counted_and_heal(journal: Journal, tmp_path: Path) -> None:
    line, product = LINE % "price: price", "{kind: product, fields: {id: sku}}"

    first = ingested(
        journal, tmp_path, ROWS, line, "{kind: ticket, fields: {source_id: who, number: no, opened_at: day}}"
    )
    second = ingested(journal, tmp_path, ROWS, ORDER % "status: state", product)

    assert first.references == {"Order": 2, "Product": 2}
    assert (second.references, journal.count_references()) == ({}, {})


def test_rows_of_one_key_complete_each_other_and_it_is_said(journal: Journal, tmp_path: Path) -> None:
    rows = """
        id,name,street,city,mail
        1,Ella Trapp,Hauptstr. 5,Dresden,
        1,,,Kiel,ella@a.example
    """
    fields = "{source_id: id, full_name: name, street: street, city: city, email: mail}"

    summary = ingested(journal, tmp_path, rows, f"{{kind: customer, fields: {fields}}}")

    with journal.connect(views=("records",)) as connection:
        found = connection.execute("SELECT full_name, street, house_number, city FROM records").fetchall()
    assert found == [("Ella Trapp", "Hauptstraße", "5", "Dresden")]
    assert list(summary.files[0].remarks) == [
        "customer leaves out what another row of the same key and time tells; that is kept"
    ]


def test_hours_and_kilograms_count_by_their_decimals(journal: Journal, tmp_path: Path) -> None:
    rows = "no,day,who,sku,price,qty\nA,2024-01-05,1,P1,100,1.5\nA,2024-01-05,1,P2,9.99,0.35\n"

    ingested(journal, tmp_path, rows, ORDER % "status: no", LINE % "quantity: qty, price: price")

    assert totals(journal) == {"shop:A": "153.4965"}
