"""What tells a column of an order whose header is not understood."""

from __future__ import annotations

from ingest.proposing.entries.unheaded.around import TOTALS, Around
from ingest.proposing.meaning.row_days import are_days, is_before

_NEARLY_ALL, _MOST = 0.95, 0.8


def is_number_of_order(around: Around, at: int) -> bool:
    """Codes of rows that say when something was bought, for how much, and by whom."""
    sold = around.has("ordered", "paid") and around.has(*TOTALS)
    return sold and around.has("person_id", "email") and around.columns[at].is_like("code") >= _NEARLY_ALL


def is_when_ordered(around: Around, at: int) -> bool:
    """The first of the days of an order."""
    column = around.columns[at]
    if not around.has("order_id") or around.has("ordered", "paid", "created") or not are_days(column):
        return False
    return all(is_before(column, it) for it in around.columns if it is not column and are_days(it))


def is_total(around: Around, at: int) -> bool:
    """The one column of amounts of an order."""
    amounts = [it for it in around.columns if it.is_like("money") >= _MOST]
    return around.has("order_id") and amounts == [around.columns[at]]
