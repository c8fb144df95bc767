"""Whose the totals are that the rows of orders state: the order's own, told again in each row, or amounts of
its lines. How sure that is, is counted in natural logarithms of odds, above zero for lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import combinations
from math import log
from typing import Any

SURE = 3.0
"""Odds of twenty to one."""
_LIKELY = SURE / 2
_RESTATED = 0.01
"""The share of orders, at most, that are told again with another total and nothing else that differs."""
_ALIKE = 0.5, 0.95
"""The share of orders, at least and at most, whose lines may be taken to be of one amount."""
_APART = log(1.3)
_CENT = 0.011
"""How far from each other amounts are that differ by how they were rounded."""


class Whose(Enum):
    """Whose totals are; `OPEN` where too little tells, `UNSEEN` where no order has several rows."""

    LINES = "lines"
    ORDERS = "orders"
    OPEN = "open"
    UNSEEN = "unseen"


@dataclass(frozen=True, slots=True)
class OrderRow:
    """What a row states of an order: its total, its state, all else of it, the thing that the row is about,
    and what that comes to by its price and quantity; None for what it does not state."""

    total: float
    state: str | None
    else_: tuple[Any, ...]
    thing: Any = None
    amount: float | None = None

    @property
    def fits(self) -> bool:
        """Whether the total is what the thing comes to."""
        return self.amount is not None and abs(self.total - self.amount) < _CENT


Rows = Sequence[OrderRow]


def are_states(rows: Rows) -> bool:
    """Whether rows of one order are the order in one state after the other, and not its lines."""
    return len({it.state for it in rows}) > 1 and not _are_apart(rows)


def _are_lines(rows: Rows) -> bool:
    """Whether rows of one order are surely lines of it."""
    return len({(it.state, it.else_) for it in rows}) == 1 or _are_apart(rows)


def _are_apart(rows: Rows) -> bool:
    """Whether each row is about another thing."""
    return len({it.thing for it in rows if it.thing is not None}) == len(rows)


def whose(orders: Collection[Rows], by_name: Whose) -> Whose:
    """Whose totals are by the orders of several rows that are not states of them, and by the name of their
    column; that is OPEN where it tells nothing."""
    if not orders:
        return Whose.UNSEEN
    doubtful, orders = len(orders), [rows for rows in orders if _are_lines(rows)]
    doubtful -= len(orders)
    by_amounts = sum(map(_by_amounts, orders))
    if by_amounts + _by_totals([it for it in orders if not _by_amounts(it)]) > 0:
        return Whose.LINES
    differ = any(not _is_one([it.total for it in rows]) for rows in orders)
    if differ or doubtful:
        return Whose.OPEN
    if by_amounts <= -SURE:
        return Whose.ORDERS
    return Whose.OPEN if by_name is Whose.LINES and by_amounts else by_name


def _by_amounts(rows: Rows) -> float:
    """What price and quantity of each line say of the totals of an order; 0 where they say nothing."""
    amounts = [it.amount for it in rows if it.amount is not None]
    if len(amounts) < len(rows) or not any(amounts):
        return 0.0
    if all(it.fits for it in rows):
        return SURE
    if not _is_one([it.total for it in rows]):
        return 0.0
    total, whole = rows[0].total, sum(amounts)
    if not _is_one(amounts) or abs(total - whole) < _CENT * len(rows):
        return -SURE
    if total * amounts[0] <= 0:
        return 0.0
    # With tax, discount or postage it is either still, and nearer to what it is of.
    nearer = abs(log(total / whole)) - abs(log(total / amounts[0]))
    return 0.0 if abs(nearer) < _APART else _LIKELY if nearer > 0 else -_LIKELY


def _by_totals(orders: Sequence[Rows]) -> float:
    """What it says that totals of an order differ, or are one, against how often two of the file are one."""
    chance = min(max(_chance([rows[0].total for rows in orders]), _ALIKE[0]), _ALIKE[1])
    one = sum(_is_one([it.total for it in rows]) for rows in orders)
    return one * log(chance / (1 - _RESTATED)) + (len(orders) - one) * log((1 - chance) / _RESTATED)


def _chance(totals: Sequence[float]) -> float:
    """The share of pairs of totals that are one."""
    pairs = len(totals) * (len(totals) - 1)
    return sum(count * (count - 1) for count in Counter(totals).values()) / pairs if pairs else 0.0


def _is_one(amounts: Iterable[float]) -> bool:
    return len({round(it, 4) for it in amounts}) == 1


def are_products(totals: Sequence[float], columns: Sequence[Sequence[float | None]]) -> bool:
    """Whether two columns of numbers are prices and whole quantities of the totals beside them in every row,
    and not of one piece alone."""
    full = [[it for it in column if it is not None] for column in columns if None not in column]
    return any(_are_factors(totals, *pair) for pair in combinations(full, 2))


def _are_factors(totals: Sequence[float], one: Sequence[float], other: Sequence[float]) -> bool:
    rows = list(zip(totals, one, other, strict=True))
    if not all(abs(total - a * b) < _CENT for total, a, b in rows):
        return False
    whole = any(all(it.is_integer() for it in column) for column in (one, other))
    return whole and sum(1 not in (a, b) and total != 0 for total, a, b in rows) > 1
