"""Orders and what they amount to, as SQL: in decimals, each in its own currency.

The journal keeps amounts as they were written, in decimal digits, so sums over them are exact; only a result
that goes into the graph becomes a float.
"""

from __future__ import annotations

from graph.journal.order import IN_FORCE, current_events_sql, event_versions_sql

AMOUNT = "DECIMAL(18, 4)"
"""An amount of money; greater ones are refused when they come in."""


def order_lines_sql(stored: str = "(FROM stored_events WHERE kind = 'order_line')") -> str:
    """SQL for the lines of orders (key, order_id, amount) in `stored`, rows of `stored_events`, all of a line
    or none. A line states its amount, or it follows from price and quantity; null where neither is known.

    The nodes of an event are triples of label, key and properties; its edges type, start, end and properties.
    """
    return f"""
        SELECT key, coalesce(edges->>'$[0][1][1][0]', nodes->>'$[0][1][0]') AS order_id, coalesce(
            TRY_CAST(nodes->>'$[0][2].amount' AS {AMOUNT}), TRY_CAST(edges->>'$[0][3].total' AS {AMOUNT}),
            TRY_CAST(edges->>'$[0][3].price' AS {AMOUNT})
                * TRY_CAST(edges->>'$[0][3].quantity' AS DECIMAL(18, 0))) AS amount
        FROM ({current_events_sql(stored)})"""  # noqa: S608 - a table of our own


def orders_sql(stored: str = "(FROM stored_events WHERE kind = 'order')", lines: str = "order_lines") -> str:
    """SQL for the orders (order_id, record_id, at, total, currency) in `stored`, all of an order or none,
    with the lines in `lines`.

    What the version in force does not state, an older one does. A total that none states is the sum of the
    lines; `at` is null where the time cannot be believed.
    """
    return f"""
        WITH told AS (
            SELECT *, row_number() OVER (PARTITION BY key ORDER BY {IN_FORCE}) AS place,
                TRY_CAST(nodes->>'$[0][2].total' AS {AMOUNT}) AS total, nodes->>'$[0][2].currency' AS currency
            FROM ({event_versions_sql(stored)})
        ), orders AS (
            SELECT key AS order_id, arg_min(record_id, place) AS record_id,
                arg_min_null(CASE WHEN placed_at IS NOT NULL THEN "at" END, place) AS "at",
                arg_min(total, place) AS total, arg_min(currency, place) AS currency
            FROM told GROUP BY key
        ), sums AS (SELECT order_id, sum(amount) AS total FROM {lines} GROUP BY order_id)
        SELECT o.* REPLACE (coalesce(o.total, s.total) AS total)
        FROM orders AS o LEFT JOIN sums AS s USING (order_id)"""  # noqa: S608 - tables of our own
