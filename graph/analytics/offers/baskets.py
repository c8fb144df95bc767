"""What customers bought and what they are interested in, product by product, as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import duckdb
import numpy as np

from graph.analytics.arrays import Flags, Ints, Numbers
from graph.analytics.offers.again import PurchaseDays
from graph.analytics.purchases import EPOCH
from graph.behaviour.interests import customer_interests
from graph.identity.rules import Rules
from graph.journal.reading.contracts import ENDS, RUNNING
from graph.journal.reading.stated import NODE_ID, edges_sql, id_of, label_of, node_value
from graph.journal.tables.order import IN_FORCE, current_events_sql, event_versions_sql
from graph.rules.interests import InterestRules, Signal

_LINES = current_events_sql("(FROM stored_events WHERE kind = 'order_line')")
# A contract for a product is a purchase of it, on the day from which it counts.
_BOUGHT = f"""
CREATE OR REPLACE TEMP TABLE bought_products AS
WITH ordered AS (
    SELECT m.customer_id, o.order_id, o."at" FROM orders AS o JOIN members AS m USING (record_id)
    WHERE o."at" <= $as_of::TIMESTAMPTZ AND is_purchase(o.total, o.status)
), lines AS (
    SELECT {id_of("start_node")} AS order_id, {id_of("end_node")} AS product_id
    FROM ({edges_sql(f"({_LINES})")}) WHERE type = 'CONTAINS'
), signed AS (
    SELECT m.customer_id, c."at", c.key, coalesce({ENDS} > $as_of::TIMESTAMPTZ, {RUNNING}) AS runs
    FROM contracts AS c JOIN members AS m USING (record_id) WHERE c."at" <= $as_of::TIMESTAMPTZ
), covers AS (
    SELECT key, {id_of("end_node")} AS product_id
    FROM ({edges_sql("(FROM events WHERE kind = 'contract')")}) WHERE type = 'COVERS'
)
SELECT customer_id, product_id, date_diff('day', DATE '1970-01-01', "at"::DATE) AS day, bool_or(runs) AS runs
FROM (
    SELECT customer_id, product_id, "at", FALSE AS runs FROM ordered JOIN lines USING (order_id)
    UNION ALL SELECT customer_id, product_id, "at", runs FROM signed JOIN covers USING (key)
) GROUP BY ALL
"""  # noqa: S608 - SQL of this package

# What the latest price list does not tell, an earlier one does, as in the graph.
_PRODUCTS = f"""
CREATE OR REPLACE TEMP TABLE told_products AS
WITH told AS (
    SELECT {NODE_ID} AS product_id, {node_value("Product", "name")} AS name,
        {node_value("Product", "category")} AS category, {node_value("Product", "active")} AS active,
        row_number() OVER (PARTITION BY {NODE_ID} ORDER BY {IN_FORCE}, key) AS place
    FROM ({event_versions_sql("(FROM stored_events WHERE kind = 'product')")})
)
SELECT product_id, arg_min(name, place) AS name, arg_min(category, place) AS category,
    arg_min(active, place) AS active
FROM told GROUP BY product_id
"""  # noqa: S608 - as above

_COMPLAINTS = f"""
CREATE OR REPLACE TEMP TABLE complained_products AS
WITH complaints AS (
    SELECT m.customer_id, e.kind, e.key, e.source, e.edges
    FROM events AS e JOIN members AS m USING (record_id)
    WHERE e.kind = 'ticket' AND {node_value("Ticket", "sentiment")} = 'negative'
    AND e."at" <= $as_of::TIMESTAMPTZ
)
SELECT DISTINCT customer_id, {id_of("end_node")} AS product_id
FROM complaints JOIN ({edges_sql("complaints")}) USING (kind, key)
WHERE type = 'ABOUT' AND {label_of("end_node")} = 'Product'
"""  # noqa: S608 - as above

_NUMBERED = """
CREATE OR REPLACE TEMP TABLE numbered_{what}s AS
SELECT {what}_id, row_number() OVER (ORDER BY {what}_id) - 1 AS number FROM (
    SELECT {what}_id FROM bought_products UNION SELECT {what}_id FROM shown_interests)
"""
_BY_NUMBER = """
SELECT DISTINCT c.number AS customer, p.number AS product{more} FROM {rows}
JOIN numbered_customers AS c USING (customer_id) JOIN numbered_products AS p USING (product_id)
ORDER BY ALL
"""
_TIMES = _BY_NUMBER.format(rows="bought_products", more=", day")
_SHOWN = _BY_NUMBER.format(rows="shown_interests", more=", score")
_COMPLAINED = _BY_NUMBER.format(rows="complained_products", more="")
_RUNNING = _BY_NUMBER.format(rows="(FROM bought_products WHERE runs)", more="")
_TOLD = """
SELECT product_id, name, category, coalesce(active, 'true') = 'true' AS active
FROM numbered_products LEFT JOIN told_products USING (product_id) ORDER BY number
"""


@dataclass(frozen=True)
class Products:
    """What is known of each product: its id, what it is called, its category, -1 for none, and whether it is
    sold still."""

    ids: Sequence[str]
    names: Sequence[str]
    category: Ints
    active: Flags


@dataclass(frozen=True)
class ShownInterests:
    """Interests in products, a row for each customer and product: how strong they are today, 1 being what a
    purchase shows, and below zero what was put back."""

    customer: Ints
    product: Ints
    strength: Numbers


@dataclass(frozen=True)
class Pairs:
    """Customers with a product each, sorted by both, each pair once."""

    customer: Ints
    product: Ints


NO_PAIRS = Pairs(np.zeros(0, np.int64), np.zeros(0, np.int64))


@dataclass(frozen=True)
class Baskets:
    """Customers who bought or looked at a product, by place in the order of their ids: what they bought when,
    and their interests; which products they complained about, and have a contract for that runs."""

    customers: Sequence[str]
    products: Products
    times: PurchaseDays
    shown: ShownInterests
    complained: Pairs = NO_PAIRS
    running: Pairs = NO_PAIRS


def read_baskets(connection: duckdb.DuckDBPyConnection, rules: Rules, as_of: datetime | None) -> Baskets:
    """The baskets up to a time; reads `orders`, `contracts`, `events`, `stored_events`, `members` and what
    interests are made of."""
    for sql in (_BOUGHT, _COMPLAINTS):
        connection.execute(sql, {"as_of": as_of})
    connection.execute(_PRODUCTS)
    _take_interests(connection, rules.interests, as_of)
    for what in ("customer", "product"):
        connection.execute(_NUMBERED.format(what=what))
    customers = connection.execute("SELECT customer_id FROM numbered_customers ORDER BY number").fetchall()
    products = _products(connection)
    shown = connection.execute(_SHOWN).fetchnumpy()
    today = as_of.astimezone(UTC).toordinal() - EPOCH if as_of else 0
    return Baskets(
        [id_ for (id_,) in customers],
        products,
        PurchaseDays(**_whole(connection, _TIMES), category=products.category, today=today),
        ShownInterests(
            np.asarray(shown["customer"], np.int64),
            np.asarray(shown["product"], np.int64),
            np.asarray(shown["score"], np.float64),
        ),
        Pairs(**_whole(connection, _COMPLAINED)),
        Pairs(**_whole(connection, _RUNNING)),
    )


def _whole(connection: duckdb.DuckDBPyConnection, sql: str) -> dict[str, Ints]:
    """The columns that a query finds, all of whole numbers."""
    found = connection.execute(sql).fetchnumpy()
    return {name: np.asarray(values, np.int64) for name, values in found.items()}


def _products(connection: duckdb.DuckDBPyConnection) -> Products:
    rows = connection.execute(_TOLD).fetchall()
    categories = {name: place for place, name in enumerate(sorted({row[2] for row in rows if row[2]}))}
    return Products(
        [row[0] for row in rows],
        [row[1] or row[0].partition(":")[2] or row[0] for row in rows],
        np.array([categories.get(row[2], -1) for row in rows], np.int64),
        np.array([row[3] for row in rows], np.bool_),
    )


def _take_interests(
    connection: duckdb.DuckDBPyConnection, rules: InterestRules, as_of: datetime | None
) -> None:
    """Make `shown_interests` (customer_id, product_id, score): what the interests in products have faded to,
    as parts of the weight of an order."""
    ids = [id_ for (id_,) in connection.execute("SELECT DISTINCT customer_id FROM members").fetchall()]
    connection.register("told_interests", customer_interests(connection, rules, ids, as_of))
    params: dict[str, Any] = {
        "as_of": as_of,
        "half_life": timedelta(days=rules.half_life_days) / timedelta(microseconds=1),
        "order": max(rules.weights.get(Signal.ORDER, 0), 1),
    }
    connection.execute(
        """CREATE OR REPLACE TEMP TABLE shown_interests AS
        SELECT customer_id, id AS product_id, round(least(score / $order * 0.5 ** greatest(
            date_diff('microsecond', scored_at, $as_of::TIMESTAMPTZ) / $half_life, 0), 1), 6) AS score
        FROM told_interests WHERE label = 'Product'""",
        params,
    )
    connection.unregister("told_interests")
