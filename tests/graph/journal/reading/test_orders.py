"""What orders amount to, by their lines, however large prices and quantities are, and their states.

The cases stand side by side in one journal, each with orders that are called after it; what is told of an
order comes in one after the other.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from itertools import zip_longest

import pytest

from graph.entries import EdgeItem, Event, NodeItem
from graph.journal import Journal
from graph.settings import Settings
from tests.support.entries import day, line, order, order_status, refund

Told = Callable[[str], list[Event]]
"""What is told of the order of a number."""

AMOUNTS: list[tuple[float, float, Decimal | None]] = [
    (150_000_000.0, 100, Decimal(15_000_000_000)),  # a hundred motorcycles, in rupiah
    (0.0001, 99_999_999_999_999, Decimal("9999999999.9999")),
    (99_999_999_999_999.0, 1, Decimal(99_999_999_999_999)),
    (99_999_999_999_999.0, 0.5, Decimal("49999999999999.5")),
    (-25_000_000.0, 1_000_000, Decimal(-25_000_000_000_000)),
    (1e13, 10, None),  # more than an amount may be
    (99_999_999_999_999.0, 99_999_999_999_999, None),
]
"""Price, quantity, and what they come to."""
BACK: list[tuple[Told, int | str]] = [
    (lambda of: [refund(of, 10.1, day(3), "a"), refund(of, 20.2, day(4), "b")], 0),
    (lambda of: [refund(of, 10.1, day(3), "a"), refund(of, 10.1, day(3), "a")], "20.2"),
    (lambda of: [refund(of, 30.3, day(3)), refund(of, 10, day(4))], "20.3"),  # it is put right
    (lambda of: [refund(of, 10, day(4)), refund(of, 30.3, day(3))], "20.3"),
    (lambda of: [refund(of, 40, day(3))], 0),
    # as books write it
    (lambda of: [refund(of, -10.1, day(3), "a"), refund(of, 10.1, day(4), "b")], "10.1"),
    (lambda of: [refund(f"other {of}", 30.3, day(3))], "30.3"),
    (lambda of: [order(of, "1", day(1), status="paid"), refund(of, 5, day(2))], "25.3"),
]
"""What is told beside an order that was paid, and what is left of its total."""
STATES: list[tuple[Told, str, int]] = [
    (lambda of: [order_status(of, "sent", day(2)), order_status(of, "refunded", day(5))], "refunded", 1),
    (lambda of: [order_status(of, "refunded", day(5)), order_status(of, "sent", day(2))], "refunded", 1),
    (lambda of: [order_status(of, "new", day(0))], "paid", 1),
    (lambda of: [order_status(of, "refunded", day(5)), order(of, "1", day(7), status="paid")], "paid", 7),
    (lambda of: [order_status(f"other {of}", "refunded", day(5))], "paid", 1),
]
"""What is told beside it, its state, and on which day it was placed."""
LEFT: list[tuple[dict[str, float], int | None]] = [({}, None), ({"total": -7.0}, -7), ({"total": 0.0}, 0)]
"""Amounts of orders of which 5 was paid back, and what is left."""
CURRENCIES: list[tuple[dict[str, float | str], list[str | None], tuple[int, str | None]]] = [
    ({}, ["USD", None], (10, "USD")),
    ({}, [None, None], (10, None)),
    ({}, ["USD", "CHF"], (10, "XXX")),
    ({"currency": "EUR"}, ["USD", "USD"], (10, "XXX")),
    ({"currency": "EUR"}, ["EUR", None], (10, "EUR")),
    ({"total": 12.0}, ["USD", None], (12, "USD")),
    ({"total": 12.0, "currency": "EUR"}, ["USD", "CHF"], (12, "EUR")),  # no sum of lines
]
"""What an order states, the currencies of two lines of 5, and what it amounts to."""
NO_TIME = [datetime(1970, 1, 1, tzinfo=UTC), datetime(1899, 12, 31, 22, tzinfo=UTC)]
"""From when programs count, one of them by the midnight of Helsinki."""


@dataclass(frozen=True)
class Found:
    """An order as the journal has it."""

    at: datetime | None
    total: Decimal | None
    currency: str | None
    status: str | None


def cases() -> Iterator[list[Event]]:
    """What is told of each order, one after the other."""
    for case, (price, quantity, _) in enumerate(AMOUNTS):
        yield [order(f"amount{case}", "1", day(1)), priced(f"amount{case}", price=price, quantity=quantity)]
    for name, told in (("back", [it for it, _ in BACK]), ("state", [it for it, *_ in STATES])):
        for case, of in enumerate(told):
            for place in range(3):
                yield with_order(of(f"{name}{case}.{place}"), f"{name}{case}.{place}", place)
    for case, (amounts, _) in enumerate(LEFT):
        yield [order(f"left{case}", "1", day(1), **amounts), refund(f"left{case}", 5, day(2))]
    for case, (stated, currencies, _) in enumerate(CURRENCIES):
        number = f"currency{case}"
        lines = [priced(number, each, total=5.0, line=str(at)) for at, each in enumerate(currencies)]
        yield [*lines, order(number, "1", day(1), **stated)]
    for case, at in enumerate(NO_TIME):
        for number, place in ((f"undated{case}.0", 0), (f"undated{case}.1", 1)):
            yield with_order([undated(number, at)], number, place)
        yield [undated(f"undated{case}", at)]


def with_order(told: Sequence[Event], number: str, place: int) -> list[Event]:
    """What is told, with an order that was paid in a place of it."""
    return [*told[:place], order(number, "1", day(1), status="paid", total=30.3), *told[place:]]


def undated(number: str, at: datetime) -> Event:
    """An order that was paid, dated where it cannot have been."""
    return order(number, "1", at, status="paid", total=30.3)


def priced(number: str, currency: str | None = None, **told: float | str) -> Event:
    """A line of an order, and the currency beside its price."""
    of = ("Order", (f"shop:{number}",))
    sold = line(number, str(told.get("line", "1")))
    edge = EdgeItem("CONTAINS", of, sold.edges[0].end, {"line": "1", **told})
    nodes = (NodeItem(*of, {"currency": currency}),) if currency else ()
    return replace(sold, nodes=nodes, edges=(edge,))


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Found]:
    """The orders of all cases, by number."""
    journal = Journal.open(Settings(home=tmp_path_factory.mktemp("orders")))
    for number, portion in enumerate(zip_longest(*cases())):
        journal.append([event for event in portion if event], str(number))
    asked = 'SELECT order_id, "at", total, currency, status FROM orders'
    with closing(journal.connect(views=("orders",))) as connection:
        rows = connection.sql(asked).fetchall()
    return {id_.removeprefix("shop:"): Found(*told) for id_, *told in rows}


@pytest.mark.parametrize("case", range(len(AMOUNTS)))
def test_a_line_amounts_to_price_times_quantity(found: dict[str, Found], case: int) -> None:
    assert found[f"amount{case}"].total == AMOUNTS[case][-1]


@pytest.mark.parametrize("place", range(3))
@pytest.mark.parametrize("case", range(len(BACK)))
def test_what_was_paid_back_is_taken_off_whatever_came_first(
    found: dict[str, Found], case: int, place: int
) -> None:
    left = Decimal(BACK[case][-1])
    assert found[f"back{case}.{place}"] == Found(day(1), left, None, "paid")


@pytest.mark.parametrize("case", range(len(LEFT)))
def test_nothing_is_left_to_take_off(found: dict[str, Found], case: int) -> None:
    assert found[f"left{case}"].total == LEFT[case][-1]


@pytest.mark.parametrize("case", range(len(CURRENCIES)))
def test_an_order_without_a_currency_has_that_of_its_lines(found: dict[str, Found], case: int) -> None:
    order_ = found[f"currency{case}"]
    assert (order_.total, order_.currency) == CURRENCIES[case][-1]


@pytest.mark.parametrize("place", range(3))
@pytest.mark.parametrize("case", range(len(STATES)))
def test_a_state_that_is_told_alone_moves_no_order_whatever_came_first(
    found: dict[str, Found], case: int, place: int
) -> None:
    _, status, at = STATES[case]
    assert found[f"state{case}.{place}"] == Found(day(at), Decimal("30.3"), None, status)


@pytest.mark.parametrize("case", range(len(NO_TIME)))
def test_an_order_dated_where_programs_begin_to_count_has_no_day(found: dict[str, Found], case: int) -> None:
    """And another export that states one is right, whichever came first."""
    whole = Found(day(1), Decimal("30.3"), None, "paid")

    assert found[f"undated{case}"] == replace(whole, at=None)
    assert [found[f"undated{case}.{place}"] for place in range(2)] == [whole, whole]
