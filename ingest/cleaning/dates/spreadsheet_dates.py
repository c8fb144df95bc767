"""What spreadsheets make of texts that are no dates, in the language of whoever opened the file."""

from __future__ import annotations

import re

from ingest.cleaning.dates.month_names import folded, month_of

_NUMERIC = re.compile(
    r"\d{4}-\d\d-\d\d(?:[ T][\d:.]+)?"
    r"|\d{1,2}([./])\d{1,2}\1(?:\d{4}|\d\d)(?:\s[\d:]+)?|\d{1,2}-\d{1,2}-(?:19|20)\d\d"
)
_DAY_AND_MONTH = re.compile(r"\d{1,2}\.?[ -]?(?P<month>[^\W\d_]{3,10})\.?(?:[ -]\d{2,4})?")
_MONTH_AND_YEAR = re.compile(r"(?P<month>[^\W\d_]{3,10})\.?[ -]?\d{2,4}")
_LONGEST = 30


def is_spreadsheet_date(text: str, country: str) -> bool:
    """Whether a text is a date as spreadsheets write 12-14, 3/4, May or MARCH1: `12. Dez`, `01-May`, `6-giu`.

    `country` tells the language of names of months that are words in another one.
    """
    if len(text) > _LONGEST or not any(map(str.isdigit, text)):
        return False
    if _NUMERIC.fullmatch(text):
        return True
    found = _DAY_AND_MONTH.fullmatch(text) or _MONTH_AND_YEAR.fullmatch(text)
    return found is not None and month_of(folded(found["month"]), country) is not None
