"""What customers bought, day by day: what value, churn and stages are computed from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from graph.analytics.arrays import Ints, Numbers

EPOCH = date(1970, 1, 1).toordinal()
"""The day from which days are counted, as Python counts it."""


def day_text(day: int) -> str:
    """A day, counted from 1970, as ISO has it."""
    return date.fromordinal(day + EPOCH).isoformat()


def week_begun(day: int) -> int:
    """The first day of a day's week, all counted from 1970, which began on a Thursday. Models are learned of
    the state at its beginning: were they of each day, or order, all that they tell would move with each."""
    return day - day % 7


_COLUMNS = dict.fromkeys(("customer", "day", "orders", "priced"), np.int64) | dict.fromkeys(
    ("amount", "credit"), np.float64
)


# An order below zero is a credit: no purchase, but less was spent.
_PURCHASES = """
CREATE OR REPLACE TEMP TABLE purchases AS
WITH counted AS (
    SELECT m.customer_id, o."at"::DATE AS day, o.total, (o.total * r.rate)::DECIMAL(38, 4) AS amount
    FROM orders AS o JOIN members AS m USING (record_id)
    LEFT JOIN currency_rates AS r ON r.currency = coalesce(o.currency, '')
    WHERE o."at" <= $as_of::TIMESTAMPTZ AND came_to_something(o.total, o.status)
)
SELECT customer_id, date_diff('day', DATE '1970-01-01', day) AS day,
    count(*) FILTER (total IS NULL OR total > 0) AS orders, count(*) FILTER (amount > 0) AS priced,
    coalesce(sum(amount) FILTER (amount > 0), 0)::DOUBLE AS amount,
    coalesce(sum(amount) FILTER (amount < 0), 0)::DOUBLE AS credit
FROM counted GROUP BY ALL
"""
_ROWS = """
SELECT b.number AS customer, p.day, p.orders, p.priced, p.amount, p.credit
FROM purchases AS p JOIN buyers AS b USING (customer_id) ORDER BY customer, day
"""
_BUYERS = """
CREATE OR REPLACE TEMP TABLE buyers AS
SELECT customer_id, row_number() OVER (ORDER BY customer_id) - 1 AS number
FROM (SELECT DISTINCT customer_id FROM purchases WHERE orders > 0)
"""


@dataclass(frozen=True)
class Purchases:
    """Purchases of all who ever bought, a row for each customer and day, sorted by both.

    `ids` are the buyers; by row: `customer` is a place in it, `day` the days since 1970 (UTC), `orders` how
    many purchases, `priced` how many of them have an amount that is known, `amount` and `credit` (0 or less)
    sums in the company's currency. `today` is the day that all is of.
    """

    ids: list[str]
    customer: Ints
    day: Ints
    orders: Ints
    priced: Ints
    amount: Numbers
    credit: Numbers
    today: int

    def since(self, day: int) -> Purchases:
        """The same with the rows from a day on; buyers stay in their places."""
        kept = self.day >= day
        return replace(self, **{name: getattr(self, name)[kept] for name in _COLUMNS})

    def until(self, day: int) -> Purchases:
        """The same as of the beginning of a day, with those who had bought by then."""
        earlier = self.day < day
        places = np.unique(self.customer[earlier & (self.orders > 0)])
        kept = earlier & np.isin(self.customer, places)
        columns: dict[str, Any] = {name: getattr(self, name)[kept] for name in _COLUMNS}
        columns["customer"] = np.searchsorted(places, columns["customer"])
        return Purchases([self.ids[place] for place in places.tolist()], today=day, **columns)

    @property
    def columns(self) -> tuple[NDArray[Any], ...]:
        """What there is by row, column by column."""
        return tuple(getattr(self, name) for name in _COLUMNS)

    @cached_property
    def histories(self) -> Histories:
        """What each buyer's rows amount to."""
        count, bought = len(self.ids), self.orders > 0
        who, days = self.customer[bought], self.day[bought]
        first, last = np.full(count, self.today, np.int64), np.full(count, -1, np.int64)
        np.minimum.at(first, who, days)
        np.maximum.at(last, who, days)
        return Histories(
            orders=_sums(self.customer, self.orders, count).astype(np.int64),
            days=np.bincount(who, minlength=count),
            first=first,
            last=last,
            priced=_sums(self.customer, self.priced, count).astype(np.int64),
            priced_days=np.bincount(self.customer[self.priced > 0], minlength=count),
            net=_sums(self.customer, self.amount + self.credit, count),
            today=self.today,
        )


@dataclass(frozen=True)
class Histories:
    """By buyer: purchases, days with any, the first and the last of these days (-1 for none), purchases and
    days of which an amount is known, and what was spent less credits, in the company's currency."""

    orders: Ints
    days: Ints
    first: Ints
    last: Ints
    priced: Ints
    priced_days: Ints
    net: Numbers
    today: int

    @property
    def mean_order(self) -> Numbers:
        """Mean net value of a purchase, 0 at least; NaN where no amount is known."""
        return _mean(self.net, self.priced)

    @property
    def mean_day(self) -> Numbers:
        """Mean net value of a day with purchases, 0 at least; NaN where no amount is known."""
        return _mean(self.net, self.priced_days)


def read_purchases(connection: duckdb.DuckDBPyConnection, as_of: datetime | None) -> Purchases:
    """Purchases up to a time, none before there is one, of `orders`, `members` and `currency_rates` by
    the rules of revenue; makes the tables `purchases` and `buyers`. Days are those of the connection's time
    zone."""
    connection.execute(_PURCHASES, {"as_of": as_of})
    connection.execute(_BUYERS)
    ids = [row[0] for row in connection.execute("SELECT customer_id FROM buyers ORDER BY number").fetchall()]
    rows = connection.execute(_ROWS).fetchnumpy()
    columns: dict[str, Any] = {name: np.asarray(rows[name], type_) for name, type_ in _COLUMNS.items()}
    return Purchases(ids, today=as_of.astimezone(UTC).toordinal() - EPOCH if as_of else 0, **columns)


def _sums(places: Ints, values: NDArray[np.float64] | Ints, count: int) -> Numbers:
    return np.bincount(places, weights=values, minlength=count).astype(np.float64)


def _mean(sums: Numbers, counts: Ints) -> Numbers:
    return np.where(counts > 0, np.maximum(sums, 0) / np.maximum(counts, 1), np.nan)
