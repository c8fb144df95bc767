"""Households into the graph: who lived in which, from when to when."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter

from graph.journal.tables.order import ARRIVAL
from graph.projection.writing.slice import TableSlice

# Rows of runs that never finished are not in what is stored.
_HISTORY = f"""
    SELECT * FROM stored_households WHERE customer_id IN (SELECT customer_id FROM pending)
    ORDER BY customer_id, {ARRIVAL}
"""  # noqa: S608 - columns of our own

_SIZES = """
    SELECT household_id, count(n.customer_id) AS size FROM (
        SELECT DISTINCT household_id FROM stored_households
        WHERE household_id IS NOT NULL AND customer_id IN (SELECT customer_id FROM pending)
    ) LEFT JOIN households AS n USING (household_id) GROUP BY household_id
"""


def add_households(slice_: TableSlice) -> None:
    """Adds MEMBER_OF edges of every touched customer, each valid until the next one begins.

    A household that everybody left stays, with a size of 0, as the place where former memberships lead.
    """
    for row in slice_.select(_SIZES):
        slice_.batch.node("Household", (row["household_id"],), {"size": row["size"]})
    for customer_id, found in groupby(slice_.select(_HISTORY), itemgetter("customer_id")):
        rows = list(found)
        slice_.batch.node("Customer", (customer_id,))
        for row, following in zip(rows, [*rows[1:], None], strict=True):
            if row["household_id"] is not None:
                ends = ("Customer", (customer_id,)), ("Household", (row["household_id"],))
                until = following["valid_from"] if following else None
                slice_.batch.edge("MEMBER_OF", *ends, {"valid_from": row["valid_from"], "valid_to": until})
