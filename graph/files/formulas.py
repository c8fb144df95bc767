"""Texts in CSV that people open in a spreadsheet, which takes some for formulas and carries them out."""

from __future__ import annotations

from typing import Any

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def guarded(value: Any) -> Any:
    """A value that no spreadsheet takes for a formula: a text that could be one gets an apostrophe."""
    if value is None or isinstance(value, int | float):
        return "" if value is None else value
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def unguarded(value: Any) -> Any:
    """The value that was guarded."""
    guard = isinstance(value, str) and value.startswith("'") and value[1:].startswith(_FORMULA)
    return value[1:] if guard else value
