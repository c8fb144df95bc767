"""Files with a row for each line item whose totals are of lines, of orders, or of what nobody can tell."""

from typing import NamedTuple

import pytest

from graph.journal import Journal
from graph.settings import Settings
from ingest.pipeline.pipeline import ingest
from tests.ingest.support import write

HEAD = "no,day,who,sku,qty,price,total"
ORDER = "{kind: order, fields: {source_id: who, number: no, ordered_at: day, %s}}"
LINE = "{kind: order_line, fields: {order: no, product: sku, %s}}"
TOTAL, PRICED = ORDER % "total: total", LINE % "quantity: qty, price: price"
STATED, IN_CURRENCY = ORDER % "total: total, status: state", ORDER % "total: total, currency: cur"
NO_PRICES = LINE % "quantity: qty"
OF_NOBODY = "{kind: order, fields: {number: no, ordered_at: day, total: total}}"
OF_LINES, UNKNOWN = "added up", "as far as is known"


class Case(NamedTuple):
    """Rows without their day, which is one; the total of each order, and what is said of it."""

    rows: str
    totals: dict[str, str]
    said: str = ""
    kinds: tuple[str, ...] = (TOTAL, PRICED)
    head: str = HEAD


CASES = {
    "two shirts": Case("8 1 S 1 10 10|8 1 S 1 10 10", {"8": "20"}, OF_LINES),
    "two colours": Case("8 1 S 1 10 10|8 1 R 1 10 10", {"8": "20"}, OF_LINES),
    "a tie": Case(
        "7 1 S 1 - 10|7 1 R 1 - 10|8 1 S 1 - 10|8 1 R 1 - 3",
        {"7": "20", "8": "13"},
        OF_LINES,
        (TOTAL, NO_PRICES),
    ),
    "a tie, with prices": Case(
        "7 1 S 1 10 10|7 1 R 1 10 10|8 1 S 1 10 10|8 1 R 1 3 3", {"7": "20", "8": "13"}, OF_LINES
    ),
    "most orders of equal lines": Case(
        "|".join(f"{no} 1 S 1 10 10|{no} 1 R 1 10 10" for no in (1, 2, 3)) + "|6 1 S 2 10 20|6 1 R 1 3 3",
        {"1": "20", "2": "20", "3": "20", "6": "23"},
        OF_LINES,
    ),
    "receipts of nobody": Case(
        "5 - A 1 2.50 2.50|5 - B 2 1.25 2.50", {"5": "5"}, OF_LINES, (OF_NOBODY, PRICED)
    ),
    "a thing given back": Case(
        "5 1 A 2 10 20|5 1 A -1 10 -10|6 1 A 1 10 10|6 1 B 1 10 10", {"5": "10", "6": "20"}, OF_LINES
    ),
    "a credit note": Case("9 1 A -1 10 -10|9 1 B -1 10 -10", {"9": "-20"}, OF_LINES),
    "tax in amounts": Case("5 1 A 1 10 11.90|5 1 B 1 10 11.90", {"5": "23.8"}, OF_LINES),
    "rounded amounts": Case("5 1 A 3 3.333 10|5 1 B 3 3.333 10", {"5": "20"}, OF_LINES),
    "a state a line": Case(
        "5 1 A 1 10 10 sent|5 1 B 1 10 10 open", {"5": "20"}, OF_LINES, (STATED, PRICED), HEAD + ",state"
    ),
    "entries of an invoice": Case(
        "R1 1 100|R1 1 19|R2 1 50", {"R1": "119", "R2": "50"}, OF_LINES, (TOTAL,), "no,day,who,total"
    ),
    "prices that are not mapped": Case(
        "5 1 A 2 5 10|5 1 B 5 2 10|6 1 A 2 5 10|6 1 A 2 5 10", {"5": "20", "6": "20"}, OF_LINES, (TOTAL,)
    ),
    "a name that says so": Case(
        "5 1 A 10|5 1 B 10",
        {"5": "20"},
        OF_LINES,
        (ORDER % "total: Line Total", LINE % "line: sku"),
        "no,day,who,sku,Line Total",
    ),
    "Positionsbetrag": Case(
        "5 1 A 10|5 1 B 10",
        {"5": "20"},
        OF_LINES,
        (ORDER % "total: Positionsbetrag", LINE % "line: sku"),
        "no,day,who,sku,Positionsbetrag",
    ),
    "two currencies in one order": Case(
        "5 1 A 1 10 10 EUR|5 1 B 1 10 10 USD",
        {"5": "20 XXX"},
        OF_LINES,
        (IN_CURRENCY, PRICED),
        HEAD + ",cur",
    ),
    "two currencies": Case(
        "5 1 A 1 10 10 EUR|5 1 B 1 10 10 EUR|6 1 A 1 12 12 USD|6 1 B 1 12 12 USD",
        {"5": "20 EUR", "6": "24 USD"},
        OF_LINES,
        (IN_CURRENCY, PRICED),
        HEAD + ",cur",
    ),
    "buyers of two prices": Case(
        "T 1 25|T 2 15|U 3 25", {"T": "40", "U": "25"}, OF_LINES, (TOTAL,), "no,day,who,total"
    ),
    "zeros behind the first": Case("1 1 K 1 35 59.90|1 1 T 2 10 0|1 1 U 1 4 0", {"1": "59.9"}, OF_LINES),
    "Shopify": Case("1 1 K 1 35 59.90|1 1 T 2 10 -", {"1": "59.9"}),
    "Magento": Case("1 1 K 1 35 55|1 1 T 2 10 55|2 1 T 1 10 10", {"1": "55", "2": "10"}),
    "WooCommerce": Case("1 1 K 1 35 71.35|1 1 T 2 10 71.35|2 1 T 1 10 16.80", {"1": "71.35", "2": "16.8"}),
    "two shirts, told twice": Case("8 1 S 1 10 20|8 1 R 1 10 20", {"8": "20"}),
    "with postage": Case(
        "8 1 S 1 10 24.90|8 1 R 1 10 24.90|9 1 S 1 10 24.90|9 1 R 1 10 24.90", {"8": "24.9", "9": "24.9"}
    ),
    "with a discount": Case("1 1 K 1 35 50|1 1 T 2 10 50", {"1": "50"}),
    "a line an order": Case("1 1 K 1 35 35|2 1 T 2 10 20", {"1": "35", "2": "20"}),
    "nothing to pay": Case("9 1 A 1 0 0|9 1 B 1 0 0", {"9": "0"}),
    "grand_total": Case(
        "1 1 A 55|1 1 B 55",
        {"1": "55"},
        "",
        (ORDER % "total: grand_total", LINE % "line: sku"),
        "no,day,who,sku,grand_total",
    ),
    "one state after the other": Case(
        "1 1 K 1 35 35 paid|1 1 K 1 35 35 refunded|1 1 K 1 35 35 paid",
        {"1": "35"},
        "",
        (STATED, PRICED),
        HEAD + ",state",
    ),
    "nothing but equal totals": Case("8 1 S 1 - 10|8 1 R 1 - 10", {"8": "10"}, UNKNOWN, (TOTAL, NO_PRICES)),
    "a file twice in one": Case(
        "1 1 K 1 35 35|2 1 T 2 10 20|1 1 K 1 35 35|2 1 T 2 10 20", {"1": "35", "2": "20"}, UNKNOWN
    ),
    "one total that was mended": Case(
        "|".join(f"{no} 1 K 1 {no} {no + 9}|{no} 1 T 2 4.5 {no + 9}" for no in (1, 2, 3))
        + "|9 1 K 1 9 20|9 1 T 2 5 19",
        {"1": "10", "2": "11", "3": "12", "9": "19"},
        UNKNOWN,
    ),
}


Told = dict[str, tuple[dict[str, str], str]]
"""By case the totals of its orders, and what the summary says of its file."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """All cases, each a file of one ingest."""
    folder = tmp_path_factory.mktemp("orders")
    journal = Journal.open(Settings(home=folder / "home"))
    files = [write(folder / f"{at}.csv", rows_of(at, case)) for at, case in enumerate(CASES.values())]
    entries = [
        f"{{path: {at}.csv, rows: [{', '.join(case.kinds)}]}}" for at, case in enumerate(CASES.values())
    ]
    mapping = write(folder / "m.yaml", f"source: shop\nfiles: [{', '.join(entries)}]\n")
    summaries = ingest(mapping, files, journal).files
    with journal.connect(views=("orders",)) as connection:
        orders = connection.execute("SELECT order_id, total, currency FROM orders").fetchall()
    found: Told = {name: ({}, "; ".join(it.remarks)) for name, it in zip(CASES, summaries, strict=True)}
    for key, total, currency in orders:
        at, no = key.removeprefix("shop:").split("/")
        found[list(CASES)[int(at)]][0][no] = f"{float(total):g} {currency or ''}".strip()
    return found


def rows_of(at: int, case: Case) -> str:
    """The file of a case, in which orders have numbers of their own."""
    cells = [["" if cell == "-" else cell for cell in row.split()] for row in case.rows.split("|")]
    rows = "\n".join(",".join([f"{at}/{no}", "2024-01-05", *others]) for no, *others in cells)
    return f"{case.head}\n{rows}\n"


@pytest.mark.parametrize("name", CASES)
def test_totals_are_whose_the_rows_tell(told: Told, name: str) -> None:
    case, (totals, remarks) = CASES[name], told[name]

    assert totals == case.totals
    assert [said for said in (OF_LINES, UNKNOWN) if said in remarks] == ([case.said] if case.said else [])
