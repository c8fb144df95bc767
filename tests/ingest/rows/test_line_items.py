"""Orders told line by line: amounts add up, whatever the columns are called and however rows come."""

from pathlib import Path
from typing import Any

import pytest

from graph.journal import Journal
from graph.journal.quality.quarantine import RejectionFilter
from graph.settings import Settings
from ingest.pipeline.pipeline import ingest, replay
from ingest.pipeline.summary import IngestSummary
from ingest.quarantine_files import export_rows
from ingest.rows.remarks import ONCE_OWN, ONE_TOTAL, SUMMED, SUMMED_BEFORE
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


UNTOLD = "row is one of several lines of an order that only their file tells apart: ingest all of it again"
BROKEN_DAY, BROKEN_SUM = ("2024-01-45", "2024-01-05"), ("4x4", "4")


@pytest.mark.parametrize(
    ("kinds", "broken", "total"),
    [
        ((ORDER % "total: amount",), BROKEN_DAY, "13.0000"),
        ((ORDER % "line_total: amount",), BROKEN_DAY, "13.0000"),
        ((ORDER % "channel: no", LINE % "total: amount"), BROKEN_SUM, "17.0000"),
        ((ORDER % "total: amount", LINE % "quantity: qty"), BROKEN_DAY, "17.0000"),
    ],
)
@pytest.mark.parametrize("again", ["mended", "replayed"])
def test_a_line_in_quarantine_never_takes_the_place_of_another(
    journal: Journal, tmp_path: Path, kinds: tuple[str, ...], broken: tuple[str, str], total: str, again: str
) -> None:
    """Lines P1 and P2 are in the journal; the third is P3, or P2 once more."""
    wrong, right = broken
    day, amount = (wrong, "4") if broken is BROKEN_DAY else ("2024-01-05", wrong)
    product = "P3" if broken is BROKEN_DAY else "P2"
    rows = f"A,2024-01-05,1,P1,1,10\nA,2024-01-05,1,P2,1,3\nA,{day},1,{product},1,{amount}\n"
    ingested(journal, tmp_path, f"no,day,who,sku,qty,amount\n{rows}", *kinds)

    if again == "replayed":
        mapping = tmp_path / "m.yaml"
        column = "day" if broken is BROKEN_DAY else "amount"
        read = f": {{column: {column}, map: {{{wrong}: '{right}'}}}}"
        mapping.write_text(mapping.read_text().replace(f": {column}", read))
        summary = replay(mapping, RejectionFilter(), journal)
    else:
        (mended,) = export_rows(journal.in_quarantine(RejectionFilter()), tmp_path / "out")
        mended.write_text(mended.read_text().replace(wrong, right))
        summary = ingest(tmp_path / "m.yaml", [mended], journal)

    assert totals(journal) == {"shop:A": total}
    assert summary.files[0].row_reasons == ({UNTOLD: 1} if total == "13.0000" else {})


def test_what_a_file_leaves_open_files_before_it_tell(journal: Journal, tmp_path: Path) -> None:
    own, told, open_ = "A,2024-01-05,1,9\n", "B,2024-01-06,1,9\nB,2024-01-06,1,4\n", "C,2024-01-07,1,5\n" * 2
    files = [f"no,day,who,amount\n{rows}" for rows in (own, told, open_)]

    summaries = [ingested(journal, tmp_path, rows, ORDER % "total: amount") for rows in files]

    assert totals(journal) == {"shop:A": "9.0000", "shop:B": "13.0000", "shop:C": "10.0000"}
    told_of = [list(it.files[0].remarks) for it in summaries]
    assert told_of == [[], [SUMMED, ONCE_OWN], [SUMMED_BEFORE]]


def test_totals_that_differ_beyond_the_first_rows_are_told(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("ingest.pipeline.job", "ingest.rows.told_totals"):
        monkeypatch.setattr(f"{module}.SAMPLE", 2)
    rows = "A,2024-01-05,1,9\nB,2024-01-06,1,9\nA,2024-01-05,1,4\nB,2024-01-06,1,9\n"

    summary = ingested(journal, tmp_path, f"no,day,who,amount\n{rows}", ORDER % "total: amount")

    assert summary.files[0].remarks == {ONE_TOTAL: 1}


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
