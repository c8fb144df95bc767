"""What orders amount to, by their lines, however large prices and quantities are."""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from graph.entries import EdgeItem, Event, NodeItem, Origin
from graph.journal import Journal
from graph.settings import Settings
from tests.support.entries import day, line, order, order_status, refund


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


PAID = order("1", "1", day(1), status="paid", total=30.3)


@pytest.mark.parametrize(
    ("told", "left"),
    [
        ([refund("1", 10.1, day(3), "a"), refund("1", 20.2, day(4), "b")], 0),
        ([refund("1", 10.1, day(3), "a"), refund("1", 10.1, day(3), "a")], "20.2"),
        ([refund("1", 30.3, day(3)), refund("1", 10, day(4))], "20.3"),  # it is put right
        ([refund("1", 10, day(4)), refund("1", 30.3, day(3))], "20.3"),
        ([refund("1", 40, day(3))], 0),
        ([refund("1", -10.1, day(3), "a"), refund("1", 10.1, day(4), "b")], "10.1"),  # as books write it
        ([refund("2", 30.3, day(3))], "30.3"),
        ([order("1", "1", day(1), status="paid"), refund("1", 5, day(2))], "25.3"),
    ],
)
def test_what_was_paid_back_is_taken_off(tmp_path: Path, told: list[Event], left: str | int) -> None:
    for place in range(len(told) + 1):  # whatever came first
        entries = [*told[:place], PAID, *told[place:]]

        assert orders(tmp_path / str(place), entries) == [("shop:1", day(1), Decimal(left), "paid")]


@pytest.mark.parametrize(
    ("amounts", "back", "left"), [({}, 5, None), ({"total": -7.0}, 5, -7), ({"total": 0.0}, 5, 0)]
)
def test_nothing_is_left_to_take_off(
    tmp_path: Path, amounts: dict[str, float], back: float, left: int | None
) -> None:
    entries = [order("1", "1", day(1), **amounts), refund("1", back, day(2))]

    assert [row[2] for row in orders(tmp_path, entries)] == [left]


@pytest.mark.parametrize(
    ("stated", "lines", "amount"),
    [
        ({}, ["USD", None], (10, "USD")),
        ({}, [None, None], (10, None)),
        ({}, ["USD", "CHF"], (10, "XXX")),
        ({"currency": "EUR"}, ["USD", "USD"], (10, "XXX")),
        ({"currency": "EUR"}, ["EUR", None], (10, "EUR")),
        ({"total": 12.0}, ["USD", None], (12, "USD")),
        ({"total": 12.0, "currency": "EUR"}, ["USD", "CHF"], (12, "EUR")),  # no sum of lines
    ],
)
def test_an_order_without_a_currency_has_that_of_its_lines(
    tmp_path: Path, stated: dict[str, Any], lines: list[str | None], amount: tuple[int, str | None]
) -> None:
    told = [_priced(str(place), currency) for place, currency in enumerate(lines)]
    journal = Journal.open(Settings(home=tmp_path))
    journal.append([*told, order("1", "1", day(1), **stated)], "one")

    with closing(journal.connect(views=("orders",))) as connection:
        found = connection.sql("SELECT total, currency FROM orders").fetchall()

    assert found == [amount]


def _priced(number: str, currency: str | None) -> Event:
    """A line of order 1 that comes to 5."""
    nodes = (NodeItem("Order", ("shop:1",), {"currency": currency}),) if currency else ()
    return replace(line("1", number), nodes=nodes, edges=(_five(line("1", number).edges[0]),))


def _five(edge: EdgeItem) -> EdgeItem:
    return replace(edge, properties={**edge.properties, "total": 5.0})


@pytest.mark.parametrize(
    ("told", "status", "at"),
    [
        ([order_status("1", "sent", day(2)), order_status("1", "refunded", day(5))], "refunded", 1),
        ([order_status("1", "refunded", day(5)), order_status("1", "sent", day(2))], "refunded", 1),
        ([order_status("1", "new", day(0))], "paid", 1),
        ([order_status("1", "refunded", day(5)), order("1", "1", day(7), status="paid")], "paid", 7),
        ([order_status("2", "refunded", day(5))], "paid", 1),
    ],
)
def test_a_state_that_is_told_alone_moves_no_order(
    tmp_path: Path, told: list[Event], status: str, at: int
) -> None:
    for place in range(len(told) + 1):
        entries = [*told[:place], PAID, *told[place:]]

        found = orders(tmp_path / str(place), entries)

        assert found == [("shop:1", day(at), Decimal("30.3"), status)]


NO_TIME = [datetime(1970, 1, 1, tzinfo=UTC), datetime(1899, 12, 31, 22, tzinfo=UTC)]
"""From when programs count, one of them by the midnight of Helsinki."""


@pytest.mark.parametrize("at", NO_TIME)
def test_an_order_dated_where_programs_begin_to_count_has_no_day(tmp_path: Path, at: datetime) -> None:
    undated = order("1", "1", at, status="paid", total=30.3)

    assert orders(tmp_path / "alone", [undated]) == [("shop:1", None, Decimal("30.3"), "paid")]
    for place, entries in enumerate([[undated, PAID], [PAID, undated]]):
        assert orders(tmp_path / str(place), entries) == [("shop:1", day(1), Decimal("30.3"), "paid")]


def orders(home: Path, entries: list[Event]) -> list[tuple[Any, ...]]:
    """Orders, of entries that come in one after the other."""
    journal = Journal.open(Settings(home=home))
    for number, entry in enumerate(entries):
        journal.append([entry], str(number))
    with closing(journal.connect(views=("orders",))) as connection:
        return connection.sql('SELECT order_id, "at", total, status FROM orders').fetchall()
