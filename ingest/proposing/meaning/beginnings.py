"""What the headers of a file begin with that says nothing of each: the name of its table or system."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ingest.proposing.meaning.headers import said

_BEGINNING = re.compile(r"[^\W\d_]{2,12}(?:[_ .-]|: ?)(?=\w)|(?:[A-Z][a-z]|[a-z]{2})[a-z]{0,10}(?=[A-Z])")
"""A word with a mark behind, or with a capital: `order_date`, `Order: Date`, `orderDate`."""
_MANY, _NEARLY_ALL = 0.4, 0.7
"""Shares of headers with one beginning from which it says nothing of each, where it is unknown or known."""

_LONGEST_BEGINNING = 7
_BARE_BEGINNINGS, _LEAST_HEADERS = range(4, 1, -1), 6
"""Letters of a beginning without a mark behind it, and of how many headers at least: `OXFNAME`, `OXLNAME`."""


def common_beginning(headers: Sequence[str]) -> str:
    """What nearly all headers of a file begin with: `cst_` of `cst_id`, `cst_firstname`; else nothing."""
    beginnings = Counter(found[0] for header in headers if (found := _BEGINNING.match(header)))
    most, count = beginnings.most_common(1)[0] if beginnings else ("", 0)
    says_nothing = not said(most).senses
    many = count >= 3 and count > (_MANY if says_nothing else _NEARLY_ALL) * len(headers)
    if many and (says_nothing or len(most) <= _LONGEST_BEGINNING):
        return most
    return _bare_beginning(headers)


def _bare_beginning(headers: Sequence[str]) -> str:
    """The letters that nearly all headers begin with, no mark behind, if more of them are known without."""
    for length in _BARE_BEGINNINGS if len(headers) >= _LEAST_HEADERS else ():
        most, count = Counter(header[:length] for header in headers).most_common(1)[0]
        if count <= _NEARLY_ALL * len(headers) or not most.isalpha() or not most.isupper():
            continue
        if _known(it.removeprefix(most) for it in headers) > 2 * _known(headers):
            return most
    return ""


def _known(headers: Iterable[str]) -> float:
    """How many headers are made of known words alone; less for those that would say many things at once."""
    return sum(1 / len(it.senses) for it in map(said, headers) if it.senses and not it.strange)
