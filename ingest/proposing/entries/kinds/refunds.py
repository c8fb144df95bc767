"""What was paid back of orders, in a column beside their totals."""

from __future__ import annotations

from typing import Any

from ingest.proposing.entries.fields.feeding import Columns, FedKind, fed_by
from ingest.proposing.entries.fields.signs import SURE
from ingest.proposing.meaning.columns import Column

_YES = "1"
"""What says no more than that something was paid back."""


def refunds(columns: Columns) -> FedKind | None:
    """Refunds of orders, where a column says how much was paid back, and not how often, under which number or
    whether at all, and some amounts are not zero."""
    refund = fed_by("refund", columns)
    if not {"order", "amount"} <= refund.fields.keys():
        return None
    amount = refund.fields["amount"][0]
    paid_back = amount.column.counts.keys() - _zeros(amount.column)
    return refund if amount.score > SURE and not paid_back <= {_YES} else None


def where_paid_back(refund: FedKind) -> dict[str, Any]:
    """The condition that something was paid back."""
    column = refund.fields["amount"][0].column
    zeros = sorted(_zeros(column))
    filled = len(column.texts) == len(column.values)
    return {column.name: {"not": zeros} if zeros and filled else "*"}


def _zeros(column: Column) -> set[str]:
    return {text for text in column.counts if not any(digit in text for digit in "123456789")}
