"""DuckDB's functions in Python, by the names that sqlglot has for them; NULL is None."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, reduce
from typing import Any

from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler, Levenshtein

Functions = Mapping[str, Callable[..., Any]]


def _strict(function: Callable[..., Any]) -> Callable[..., Any]:
    """NULL where an argument is NULL."""

    def strict(*values: Any) -> Any:
        return None if None in values else function(*values)

    return strict


def _least(*values: Any) -> Any:
    return min((value for value in values if value is not None), default=None)


def _greatest(*values: Any) -> Any:
    return max((value for value in values if value is not None), default=None)


def _coalesce(*values: Any) -> Any:
    return next((value for value in values if value is not None), None)


def _part(values: list[Any] | None, start: int | None, end: int | None) -> list[Any] | None:
    """From the place `start` to `end`, both included, counted from 1 or back from -1."""
    if values is None:
        return None
    first, last = (place if place is None or place > 0 else len(values) + 1 + place for place in (start, end))
    return values[max((first or 1) - 1, 0) : max(len(values) if last is None else last, 0)]


def _element(values: Sequence[Any] | None, place: int) -> Any:
    if values is None or not 0 < abs(place) <= len(values):
        return None
    return values[place - 1 if place > 0 else place]


def _kept(values: Sequence[Any], keep: Callable[..., Any]) -> list[Any]:
    """The values for which a condition holds, which may ask for their places, from 1, too."""
    placed = keep.__code__.co_argcount > 1
    return [
        value
        for place, value in enumerate(values, start=1)
        if (keep(value, place) if placed else keep(value)) is True
    ]


def _replaced(text: str, pattern: str, replacement: str, modifiers: str = "") -> str:
    return _pattern(pattern).sub(replacement, text, count=0 if "g" in modifiers else 1)


def _extracted(text: str, pattern: str, group: int) -> str:
    found = _pattern(pattern).search(text)
    return (found.group(group) or "") if found else ""


def _aggregated(values: Sequence[Any], name: str, separator: str) -> str | None:
    """What the aggregate string_agg, the only one in use, makes of a list."""
    assert name == "string_agg"  # noqa: S101 - the SQL is ours
    known = [value for value in values if value is not None]
    return separator.join(known) if known else None


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    r"""As RE2 reads it: \s is of ASCII, and $ is the very end."""
    return re.compile(re.sub(r"\$$", r"\\Z", pattern), re.ASCII)


_NULL_AWARE: dict[str, Callable[..., Any]] = {
    "is": lambda value, other: value is other,  # IS NULL, IS TRUE
    "nullsafeeq": lambda left, right: left == right,
    "nullsafeneq": lambda left, right: left != right,
    "least": _least,
    "greatest": _greatest,
    "coalesce": _coalesce,
    "nullif": lambda value, other: None if value == other else value,
    "concatws": lambda separator, *parts: separator.join(part for part in parts if part is not None),
    "arrayconcat": lambda *lists: [value for values in lists if values is not None for value in values],
    "part": _part,
    "element": _element,
    "map_extract_value": lambda held, key: held.get(key),
}

_STRICT: dict[str, Callable[..., Any]] = {
    "eq": lambda left, right: left == right,
    "neq": lambda left, right: left != right,
    "gt": lambda left, right: left > right,
    "gte": lambda left, right: left >= right,
    "lt": lambda left, right: left < right,
    "lte": lambda left, right: left <= right,
    "not": lambda value: not value,
    "neg": lambda value: -value,
    "add": lambda left, right: left + right,
    "sub": lambda left, right: left - right,
    "mul": lambda left, right: left * right,
    "pow": lambda base, exponent: float(base) ** exponent,
    "log": lambda base, value: math.log2(value) if base == 2 else math.log(value, base),
    "cast_int": int,
    "dpipe": lambda left, right: left + right,
    "length": len,
    "left": lambda text, length: text[:length],
    "right": lambda text, length: text[-length:],
    "substring": lambda text, start, length=None: text[start - 1 :][:length],
    "startswith": lambda text, start: text.startswith(start),
    "arraycontains": lambda values, value: value in values,
    "arrayoverlaps": lambda left, right: not set(left).isdisjoint(right),
    "list_intersect": lambda left, right: list(set(left).intersection(right)),
    "list_extract": lambda values, place: values[place - 1] if 0 < place <= len(values) else None,
    "in": lambda value, *others: value in others,
    "replace": str.replace,
    "upper": str.upper,
    "lower": str.lower,
    "strposition": lambda text, part: text.find(part) + 1,
    "splitpart": lambda text, delimiter, place: ([*text.split(delimiter), *place * [""]])[place - 1],
    "regexpreplace": _replaced,
    "regexpextract": _extracted,
    "regexpextractall": lambda text, pattern, group: [
        m.group(group) for m in _pattern(pattern).finditer(text)
    ],
    "arrayfilter": _kept,
    "transform": lambda values, change: [change(value) for value in values],
    "arraysort": sorted,
    "arraydistinct": lambda values: list(dict.fromkeys(value for value in values if value is not None)),
    "list_aggregate": _aggregated,
    "list_reduce": lambda values, step, start: reduce(step, values, start),
    "arraytostring": lambda values, separator: separator.join(v for v in values if v is not None),
    "jarowinklersimilarity": JaroWinkler.similarity,
    "damerau_levenshtein": DamerauLevenshtein.distance,
    "levenshtein": Levenshtein.distance,
}

FUNCTIONS = _NULL_AWARE | {name: _strict(function) for name, function in _STRICT.items()}
"""What may be called, by the name that sqlglot has for it."""
