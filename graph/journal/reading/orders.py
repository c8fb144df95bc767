"""Orders and what they amount to, as SQL: in decimals, each in its own currency.

The journal keeps amounts as they were written, in decimal digits, so sums over them are exact; only a result
that goes into the graph becomes a float.
"""

from __future__ import annotations

from graph.journal.reading.stated import AMOUNT, NODE_ID, START_ID, amount_of_line, edge_value, node_value
from graph.journal.tables.order import IN_FORCE, current_events_sql, event_versions_sql


def order_lines_sql(stored: str = "(FROM stored_events WHERE kind = 'order_line')") -> str:
    """SQL for the lines of orders (key, order_id, amount) in `stored`, rows of `stored_events`, all of a line
    or none. A line states its amount, or it follows from price and quantity; null where neither is known, or
    where these come to more than an amount may be.
    """
    price, quantity = edge_value("CONTAINS", "price"), edge_value("CONTAINS", "quantity")
    return f"""
        SELECT key, coalesce({START_ID}, {NODE_ID}) AS order_id,
            coalesce(
                {amount_of_line()}, {edge_value("CONTAINS", "total")},
                -- As wide decimals: the product of two narrow ones overflows from 10^10 on.
                TRY_CAST({price}::DECIMAL(38, 4) * {quantity} AS {AMOUNT})
            ) AS amount
        FROM ({current_events_sql(stored)})"""  # noqa: S608 - a table of our own


def orders_sql(stored: str = "(FROM stored_events WHERE kind = 'order')", lines: str = "order_lines") -> str:
    """SQL for the orders (order_id, record_id, at, total, currency, status) in `stored`, all of an order or
    none, with the lines in `lines`.

    What the version in force does not state, an older one does. A total that none states is the sum of the
    lines; `at` is null where the time cannot be believed.
    """
    return f"""
        WITH told AS (
            SELECT *, row_number() OVER (PARTITION BY key ORDER BY {IN_FORCE}) AS place,
                {node_value("Order", "total")} AS total, {node_value("Order", "currency")} AS currency,
                {node_value("Order", "status")} AS status
            FROM ({event_versions_sql(stored)})
        ), orders AS (
            SELECT key AS order_id, arg_min(record_id, place) AS record_id,
                arg_min_null(CASE WHEN placed_at IS NOT NULL THEN "at" END, place) AS "at",
                arg_min(total, place) AS total, arg_min(currency, place) AS currency,
                arg_min(status, place) AS status
            FROM told GROUP BY key
        ), sums AS (SELECT order_id, sum(amount) AS total FROM {lines} GROUP BY order_id)
        SELECT o.* REPLACE (coalesce(o.total, s.total) AS total)
        FROM orders AS o LEFT JOIN sums AS s USING (order_id)"""  # noqa: S608 - tables of our own
