"""What the lines of an order sum up to."""

from __future__ import annotations

import cypher
from graph.journal.reading.orders import order_lines_sql
from graph.projection.writing.slice import Slice

_LINE = "order_line"
_PENDING = order_lines_sql(f"(FROM pending WHERE kind = '{_LINE}')")
_OF_PENDING = f"SELECT DISTINCT order_id FROM ({_PENDING})"  # noqa: S608 - SQL of this package
# A result that goes into the graph becomes a float.
_SUMS = f"""
    SELECT order_id AS id, sum(amount)::DECIMAL(38, 4)::DOUBLE AS lines_total
    FROM order_lines SEMI JOIN ({_OF_PENDING}) USING (order_id) GROUP BY order_id ORDER BY order_id
"""  # noqa: S608 - SQL of this package

TOUCHED = f"""
    SELECT record_id FROM stored_events
    WHERE kind = 'order' AND record_id IS NOT NULL AND key IN ({_OF_PENDING})
"""  # noqa: S608 - SQL of this package
"""The records whose orders the lines of the slice belong to."""


def add_amounts(slice_: Slice) -> None:
    """Lets the batch write the sums of all orders that lines of the slice belong to."""
    rows = list(slice_.select(_SUMS)) if slice_.states(_LINE) else []
    if rows:
        query = cypher.load("projection/order_amounts")
        slice_.batch.before_edges(lambda writer: writer.write(query, rows))
