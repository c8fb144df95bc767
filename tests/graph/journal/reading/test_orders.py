"""What orders amount to, by their lines, however large prices and quantities are."""

from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest

from graph.entries import EdgeItem, Event, Origin
from graph.journal import Journal
from graph.settings import Settings
from tests.support.entries import day, order


@pytest.mark.parametrize(
    ("price", "quantity", "total"),
    [
        (150_000_000.0, 100, Decimal(15_000_000_000)),  # a hundred motorcycles, in rupiah
        (0.0001, 99_999_999_999_999, Decimal("9999999999.9999")),
        (99_999_999_999_999.0, 1, Decimal(99_999_999_999_999)),
        (99_999_999_999_999.0, 0.5, Decimal("49999999999999.5")),
        (-25_000_000.0, 1_000_000, Decimal(-25_000_000_000_000)),
        (1e13, 10, None),  # more than an amount may be
        (99_999_999_999_999.0, 99_999_999_999_999, None),
    ],
)
def test_a_line_amounts_to_price_times_quantity(
    tmp_path: Path, price: float, quantity: float, total: Decimal | None
) -> None:
    journal = Journal.open(Settings(home=tmp_path))
    ends = ("Order", ("shop:1",)), ("Product", ("shop:7",))
    edge = EdgeItem("CONTAINS", *ends, {"line": "1", "quantity": quantity, "price": price})
    line = Event("order_line", "shop:1:1", "shop", None, None, Origin("o.csv", 1), edges=(edge,))
    journal.append([order("1", "1", day(1)), line], "one")

    with closing(journal.connect(views=("orders",))) as connection:
        found = connection.sql("SELECT total FROM orders").fetchall()

    assert found == [(total,)]
