"""Whether the values of a column are states of something, intervals, days of bills, or how many there are."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from ingest.proposing.meaning.columns import Column
from ingest.proposing.meaning.concepts import spaced_words

_HALF, _FEW = 0.5, 12
"""The share of values that are states, and how many states something has at most."""
_NEXT_BILL = re.compile(
    r"(?i)next[ _-]?(?:billing|payment|invoice|charge|bill)"
    r"|n(?:ä|ae)chste[ _-]?(?:abrechnung|zahlung|rechnung)"
    r"|prochaine?[ _-]?(?:paiement|facture|facturation)|pr[óo]xim[oa][ _-]?(?:pago|cobro|cobran[çc]a|factura)"
)
_DIGITS_OF_A_COUNT = 2
"""How many a number of orders has on average, at most."""


@cache
def _states() -> dict[str, set[str]]:
    """Words for states by the things that have them."""
    found: dict[str, set[str]] = {}
    for word, of in spaced_words("state_words"):
        found.setdefault(of, set()).add(word.casefold())
    return found


def are_states(column: Column, of: str, *others: str) -> bool:
    """Whether values are a few words, half of which are states of such a thing or of these others, and some
    of such a thing."""
    known = _states()[of].union(*(_states()[it] for it in others))
    found = {text.casefold() for text in column.counts}
    return len(found) <= _FEW and len(found & known) >= _HALF * len(found) and bool(found & _states()[of])


def tells_intervals(column: Column) -> bool:
    """Whether all values are intervals in which something is paid or renewed."""
    return bool(column.texts) and {text.casefold() for text in column.counts} <= _states()["interval"]


def is_next_bill(column: Column) -> bool:
    """Whether days are those on which what goes on is paid next."""
    return column.is_like("date") > _HALF and _NEXT_BILL.search(column.name) is not None


def are_counts(column: Column) -> bool:
    """Whether values are small numbers that come again in other places, as those of how many orders somebody
    placed: the lines of one order stand together."""
    if column.unique or column.is_like("whole") < 1 or column.length > _DIGITS_OF_A_COUNT:
        return False
    runs = sum(one != later for one, later in pairwise(column.texts)) + 1
    return runs > len(column.counts)
