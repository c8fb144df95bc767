"""Raw rows as the quarantine keeps them: JSON in which numbers are written as they were."""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import chain, zip_longest
from typing import Any

_PLACE = "\0number\0"


def written(row: Any) -> str:
    """A row as JSON; a number that is no float keeps the digits that it shows (1.5E+7, 12.50)."""
    numbers: list[str] = []

    def as_json(value: object) -> str:
        if not isinstance(value, Decimal) or not value.is_finite():
            return str(value)
        numbers.append(str(value))
        return _PLACE

    parts = json.dumps(row, default=as_json, ensure_ascii=False).split(json.dumps(_PLACE))
    if len(parts) != len(numbers) + 1:  # the row has such a text itself
        return json.dumps(row, default=str, ensure_ascii=False)
    return "".join(chain.from_iterable(zip_longest(parts, numbers, fillvalue="")))


def read(text: str) -> dict[str, Any] | None:
    """The row that was written; None where the text is not that of a whole row."""
    try:
        found = json.loads(text, parse_float=_number)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _number(text: str) -> float | Decimal:
    """The float that is written so, else the number as it is written."""
    number = float(text)
    return number if repr(number) == text else Decimal(text)
