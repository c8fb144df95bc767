"""Rows in a list of one object, as programs answer: `{"count": 2, "customers": [{…}, {…}]}`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ingest.proposing.entries.rows import Line, Rows
from ingest.proposing.meaning.headers import said

_OF_A_ROW = frozenset(("number", "name", "email", "full name", "family name", "order", "customer"))
"""Senses of what an object says that is a row itself, as an order with its items is."""

_COLUMN_IN_BRACES = re.compile(r"\{([^{}]*)\}")
_OF_COLUMNS = ("column", "columns", "coalesce")


def list_of_rows(rows: Sequence[Mapping[str, Any]]) -> str:
    """The path of the list in the only object of a file that has its rows; empty if there is none."""
    if len(rows) != 1 or any(said(name).senses.keys() & _OF_A_ROW for name in _beside(rows[0])):
        return ""
    lists = dict(_lists(rows[0], ""))
    return max(lists, key=lambda path: len(lists[path]), default="")


def elements(row: Mapping[str, Any], path: str) -> list[dict[str, Any]]:
    """The elements of a list."""
    return list(dict(_lists(row, ""))[path])


def within(path: str, rows: Rows) -> Rows:
    """An entry whose columns are those of the elements of a list."""
    when = {f"{path}[].{name}": wanted for name, wanted in rows.when.items()}
    return Rows(rows.kind, [_line_within(path, line) for line in rows.lines], when)


def _line_within(path: str, line: Line) -> Line:
    names = tuple(f"{path}[].{name}" for name in line.columns)
    return replace(line, value=_value_within(path, line.value), columns=names)


def _value_within(path: str, value: Any) -> Any:
    if isinstance(value, list):
        return [_value_within(path, one) for one in value]
    if not isinstance(value, Mapping):
        return "_index" if value == "_line" else f"{path}[].{value}"
    return {key: _part_within(path, key, part) for key, part in value.items()}


def _part_within(path: str, key: str, part: Any) -> Any:
    if key == "template":
        return _COLUMN_IN_BRACES.sub(lambda found: f"{{{_value_within(path, found[1])}}}", part)
    of_columns = key in _OF_COLUMNS or (isinstance(part, Mapping) and "column" in part)
    return _value_within(path, part) if of_columns else part


def _beside(row: Mapping[str, Any]) -> Iterator[str]:
    """The names of what the object says beside its lists, and the objects that have one."""
    for name, value in row.items():
        if not isinstance(value, list) and not (isinstance(value, Mapping) and dict(_lists(value, ""))):
            yield name


def _lists(row: Mapping[str, Any], before: str) -> Iterator[tuple[str, list[Any]]]:
    """Lists of several objects, by their paths."""
    for name, value in row.items():
        if isinstance(value, Mapping):
            yield from _lists(value, f"{before}{name}.")
        elif isinstance(value, list) and len(value) > 1 and all(isinstance(it, Mapping) for it in value):
            yield f"{before}{name}", value
