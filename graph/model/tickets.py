"""What follows from the times of a ticket, as Cypher."""

from dataclasses import replace

from graph.model.types import decimal

DAYS_OPEN = replace(
    decimal("days_open", "Days from when it was opened to when it was closed; null while it is open"),
    found=True,
)
"""A value of tickets that is not in the graph, but made of what is there."""

_BETWEEN = "datetime({ticket}.closed_at).epochMillis - datetime({ticket}.opened_at).epochMillis"
_DAYS_OPEN = f"CASE WHEN {_BETWEEN} >= 0 THEN ({_BETWEEN}) / 86400000.0 END"


def days_open_of(ticket: str) -> str:
    """How many days the ticket in a variable was open; null where a time is not known, or the end is before
    the beginning."""
    return _DAYS_OPEN.format(ticket=ticket)
