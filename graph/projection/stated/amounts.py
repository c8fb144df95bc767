"""What the lines of an order sum up to, and what was paid back of it."""

from __future__ import annotations

import cypher
from graph.journal.reading.stated import OF_ORDERS, ORDER_OF
from graph.projection.writing.slice import TableSlice
from graph.projection.writing.writer import Row

TOUCHED = f"""
    SELECT record_id FROM stored_events
    WHERE kind = 'order' AND record_id IS NOT NULL
        AND key IN (SELECT {ORDER_OF} FROM pending WHERE {OF_ORDERS})
"""  # noqa: S608 - SQL of this package
"""The records whose orders the slice tells of."""


_OF_LINES = "CASE WHEN max(currency) <> min(currency) THEN NULL ELSE sum(amount) END"
"""Lines in several currencies come to nothing that anybody could name."""


def _sums(kind: str, view: str, name: str, amount: str = "sum(amount)") -> str:
    # A result that goes into the graph becomes a float.
    return f"""
        SELECT order_id AS id, ({amount})::DECIMAL(38, 4)::DOUBLE AS {name} FROM {view}
        WHERE order_id IN (SELECT {ORDER_OF} FROM pending WHERE kind = '{kind}')
        GROUP BY order_id ORDER BY order_id"""  # noqa: S608 - as above


_SUMS = (
    ("order_line", "projection/order_amounts", _sums("order_line", "order_lines", "lines_total", _OF_LINES)),
    ("refund", "projection/order_refunds", _sums("refund", "refunds", "refunded")),
)
"""By kind of event what writes the sums over all of an order, and what works them out."""


def add_amounts(slice_: TableSlice) -> None:
    """Lets the batch write the sums of all orders that the slice tells of."""
    for kind, name, sums in _SUMS:
        rows = list(slice_.select(sums)) if slice_.states(kind) else []
        if rows:
            _write(slice_, cypher.load(name), rows)


def _write(slice_: TableSlice, query: cypher.Query, rows: list[Row]) -> None:
    slice_.batch.before_edges(lambda writer: writer.write(query, rows))
