"""Orders and what they amount to, as SQL: in decimals, each in its own currency.

The journal keeps amounts as they were written, in decimal digits, so sums over them are exact; only a result
that goes into the graph becomes a float.
"""

from __future__ import annotations

from collections.abc import Collection

import duckdb

from graph.journal.reading.stated import AMOUNT, NODE_ID, ORDER_OF, amount_told, edge_value, node_value
from graph.journal.tables.order import ARRIVAL, IN_FORCE, current_events_sql, event_versions_sql
from graph.words.currencies import UNKNOWN_CURRENCY


def order_lines_sql(stored: str = "(FROM stored_events WHERE kind = 'order_line')") -> str:
    """SQL for the lines of orders (key, order_id, amount, currency) in `stored`, rows of `stored_events`, all
    of a line or none. A line states its amount, or it follows from price and quantity; null where neither is
    known, or where these come to more than an amount may be.
    """
    price, quantity = edge_value("CONTAINS", "price"), edge_value("CONTAINS", "quantity")
    return f"""
        SELECT key, {ORDER_OF} AS order_id,
            coalesce(
                {amount_told()}, {edge_value("CONTAINS", "total")},
                -- As wide decimals: the product of two narrow ones overflows from 10^10 on.
                TRY_CAST({price}::DECIMAL(38, 4) * {quantity} AS {AMOUNT})
            ) AS amount,
            {node_value("Order", "currency")} AS currency
        FROM ({current_events_sql(stored)})"""  # noqa: S608 - a table of our own


def refunds_sql(stored: str = "(FROM stored_events WHERE kind = 'refund')") -> str:
    """SQL for what was paid back of orders (key, order_id, amount) in `stored`, rows of `stored_events`, all
    of a refund or none. Books write them below zero, messages above: what was paid back was paid back."""
    return f"""
        SELECT key, {ORDER_OF} AS order_id, abs({amount_told()}) AS amount
        FROM ({current_events_sql(stored)})"""  # noqa: S608 - a table of our own


def orders_sql(
    stored: str = "(FROM stored_events WHERE kind IN ('order', 'order_status'))",
    lines: str = "order_lines",
    refunds: str = "refunds",
) -> str:
    """SQL for the orders (order_id, record_id, at, total, currency, status) in `stored`, all of an order or
    none, with what is in `lines` and `refunds`.

    What the version in force does not state, an older one does; a state that is told alone is in force by
    its time, and moves no order. A total that none states is the sum of the lines, and a currency that none
    states is theirs; a sum in several currencies is in none. What was paid back is taken off the total:
    nothing is left of an order that was paid back whole. `at` is null where the time cannot be believed.
    """
    return f"""
        WITH told AS (
            SELECT *, {NODE_ID} AS order_id,
                row_number() OVER (PARTITION BY {NODE_ID} ORDER BY {IN_FORCE}) AS place,
                {node_value("Order", "total")} AS total, {node_value("Order", "currency")} AS currency,
                {node_value("Order", "status")} AS status
            FROM ({event_versions_sql(stored)})
        ), orders AS (
            SELECT order_id, arg_min(record_id, place) AS record_id,
                arg_min(CASE WHEN placed_at IS NOT NULL THEN "at" END, place) FILTER (kind = 'order') AS "at",
                arg_min(total, place) AS total, arg_min(currency, place) AS currency,
                arg_min(status, place) AS status
            FROM told GROUP BY order_id HAVING bool_or(kind = 'order')
        ), sums AS (
            SELECT order_id, sum(amount) AS total, min(currency) AS currency, max(currency) AS other
            FROM {lines} GROUP BY order_id
        ), back AS (
            SELECT order_id, sum(amount) AS refunded FROM {refunds} GROUP BY order_id
        ), stated AS (
            SELECT o.* REPLACE (
                coalesce(o.total, s.total) AS total,
                CASE
                    WHEN o.total IS NULL AND (s.currency <> s.other OR o.currency <> s.currency)
                    THEN '{UNKNOWN_CURRENCY}' ELSE coalesce(o.currency, s.currency) END AS currency)
            FROM orders AS o LEFT JOIN sums AS s USING (order_id)
        )
        SELECT o.* REPLACE (
            CASE WHEN total > 0 THEN greatest(total - coalesce(refunded, 0), 0) ELSE total END AS total)
        FROM stated AS o LEFT JOIN back USING (order_id)"""  # noqa: S608 - tables of our own


_LINES_OF_KEYS = f"""
    SELECT key, file, line FROM stored_events
    WHERE kind = 'order_line' AND source = $source AND ended IS NULL
        AND (key IN (SELECT unnest($keys)) OR regexp_replace(key, '#[0-9]+$', '') IN (SELECT unnest($keys)))
    ORDER BY {ARRIVAL}"""  # noqa: S608 - columns of our own


def lines_of_keys(
    connection: duckdb.DuckDBPyConnection, source: str, keys: Collection[str]
) -> list[tuple[str, str, int]]:
    """Key, file and line of all that a source told of lines of orders, the latest last: of lines of these
    keys, and of these with a number behind."""
    return connection.execute(_LINES_OF_KEYS, {"source": source, "keys": sorted(keys)}).fetchall()


_RESTATED = f"""
    WITH told AS (
        FROM stored_events WHERE kind = 'order' AND source = $source AND ingest_id = $ingest
            AND file IN (SELECT unnest($files))
    ), several AS (SELECT key FROM told GROUP BY key HAVING count(*) > 1)
    SELECT file, count(DISTINCT key) FROM (
        SELECT file, key FROM told SEMI JOIN several USING (key)
        GROUP BY file, key, "at", {node_value("Order", "status")}, {node_value("Order", "channel")}
        HAVING count(DISTINCT {node_value("Order", "total")}) > 1
    ) GROUP BY file"""  # noqa: S608 - columns of our own


def restated(
    connection: duckdb.DuckDBPyConnection, source: str, ingest_id: str, files: Collection[str]
) -> dict[str, int]:
    """By file of an ingest, how many orders it tells of in several rows that differ in nothing but the
    total."""
    given = {"source": source, "ingest": ingest_id, "files": sorted(files)}
    return dict(connection.execute(_RESTATED, given).fetchall())
