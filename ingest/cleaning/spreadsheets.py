"""Numbers as spreadsheets and table tools leave them, and what can be had back of them exactly."""

import re
from collections.abc import Callable, Iterable
from functools import partial

from ingest.cleaning.base import EXACT_FLOATS, InvalidValue

_FORMULA = re.compile(r'="([^"]*)"')
_TEXT_MARK = re.compile(r"['’`](?=[+-]?\d[\d.,\s/()eE+-]*$)")
_FLOAT = re.compile(r"([+-]?\d+)(?:\.0+|,0{1,2}|,0{4,})")
# Without a decimal mark or a sign (12E5) it may as well be the code of something.
_SCIENTIFIC = re.compile(r"([+-]?)(\d{1,3})(?:[.,](\d+)[eE]([+-]?)(\d{1,3})|[eE]([+-])(\d{1,3}))")
_GROUPS = {
    ",": re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.0+)?"),
    ".": re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,0+)?"),
    " ": re.compile(r"[1-9]\d{0,2}(?: \d{3})+(?:[.,]0+)?"),
    "'’": re.compile(r"[1-9]\d{0,2}(?:['’]\d{3})+(?:[.,]0+)?"),
}
"""Whole numbers with their thousands marked, by mark."""

_UNGROUPED = re.compile(r"\d{1,3}(?:[.,]0+)?")
_FRACTION = {
    mark: re.compile(rf"[+-]?\d+[{mark}]\d*[1-9]\d*|[+-]?\d+(?:[.,]\d+){{2,}}") for mark in (".", ",")
}
"""Numbers that are not whole, by decimal mark."""


def unwrapped(text: str) -> str:
    """The text without what marks it as one to a spreadsheet: `="0123"`, `'0123`."""
    if found := _FORMULA.fullmatch(text):
        return found[1].strip()
    return _TEXT_MARK.sub("", text, count=1)


def whole_digits(text: str) -> str:
    """`1001.0` and `1,001E3` as `1001`, other texts as they are.

    Raises InvalidValue where digits of the number are not in the text.
    """
    if not text[-1:].isdigit():
        return text
    if found := _FLOAT.fullmatch(text):
        if abs(int(found[1])) > EXACT_FLOATS:
            raise InvalidValue("is a number with more digits than the program that wrote it can hold")
        return found[1]
    return written_out(text)


def written_out(text: str) -> str:
    """`1.701234567E9` as `1701234567`, other texts as they are.

    Raises InvalidValue for scientific notation that does not show every digit (`4.91701E+12`).
    """
    found = None if text.isdigit() else _SCIENTIFIC.fullmatch(text)
    if found is None:
        return text
    sign, lead, fraction, minus, exponent = found[1], found[2], found[3] or "", found[4], found[5]
    if exponent is None:
        minus, exponent = found[6], found[7]
    shift = int(exponent)
    if minus == "-" or len(fraction) < shift or fraction[shift:].strip("0"):
        raise InvalidValue("is a number in scientific notation, which does not show all its digits")
    digits = (lead + fraction[:shift]).lstrip("0") or "0"
    if int(digits) > EXACT_FLOATS:
        raise InvalidValue("is a number with more digits than the program that wrote it can hold")
    return sign.replace("+", "") + digits


def repair_of(values: Iterable[str], decimal: str) -> Callable[[str], str] | None:
    """How to read the whole numbers of a column that names things; None where it is fine as it is.

    In a column of whole numbers that a table tool made floats (`1001.0`) no number has a fraction; where
    one has (`1.0`, `1.1`), they are names. Thousands are marked in each number from 1,000 on, or in none.
    The mark that is not the decimal one makes no fraction (`50.013` where the decimal mark is a comma): what
    has it stays as it is, and so does all else with that mark.
    """
    seen = [text for text in values if text]
    if all(map(str.isalnum, seen)):  # no mark in any of them
        return whole_or_same
    other = "." if decimal == "," else ","
    marks = [mark for mark in (" ", "'’", other) if _is_grouped(seen, mark)]
    if marks:
        return partial(_ungrouped, marks[0])
    plain = [text for text in seen if not _GROUPS[other].fullmatch(text)]
    if any(_FRACTION[decimal].fullmatch(text) for text in plain):
        return None
    if len(plain) < len(seen) or any(_FRACTION[other].fullmatch(text) for text in plain):
        return partial(_whole_with, decimal)
    return whole_or_same


def _is_grouped(texts: list[str], mark: str) -> bool:
    grouped = [text for text in texts if _GROUPS[mark].fullmatch(text)]
    return bool(grouped) and all(
        _UNGROUPED.fullmatch(text) for text in texts if not _GROUPS[mark].fullmatch(text)
    )


def _ungrouped(mark: str, text: str) -> str:
    if not _GROUPS[mark].fullmatch(text):
        return whole_or_same(text)
    return whole_or_same(text.translate(str.maketrans("", "", mark)))


def _whole_with(mark: str, text: str) -> str:
    return whole_or_same(text) if mark in text else text


def whole_or_same(text: str) -> str:
    """`1001.0` as `1001`, other texts as they are."""
    found = _FLOAT.fullmatch(text)
    return found[1] if found and abs(int(found[1])) <= EXACT_FLOATS else text
