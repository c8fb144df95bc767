"""Clean values of many rows, field by field: equal texts of a column are cleaned once, and looked up then."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ingest.cleaning.base import InvalidValue, PartialValue, ValueType
from ingest.mapping.cells import BadCell
from ingest.mapping.expressions import read_all
from ingest.mapping.mapping import BoundField, BoundValue, Raw

_LONGEST_VALUE = 1_000
_REMARKABLE = {InvalidValue, PartialValue}
_SINGLE = {str, type(None)}
"""Types of raw values that are no list; others may be."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A raw value that could not be used as it is."""

    field: str
    value: str
    reason: str


@dataclass(slots=True)
class CleanColumns:
    """The clean values of many rows by field, None where a row has none, and what could not be used of rows,
    by their position."""

    size: int
    values: dict[str, list[Any]] = field(default_factory=dict)
    findings: dict[int, list[Finding]] = field(default_factory=dict)

    def column(self, name: str) -> Sequence[Any]:
        """The values of a field, which the mapping may not feed."""
        return self.values.get(name) or [None] * self.size

    def rows(self) -> list[dict[str, Any]]:
        """The values of each row by field, without those that are empty."""
        names = tuple(self.values)
        if not names:
            return [{} for _ in range(self.size)]
        return [
            {name: value for name, value in zip(names, row, strict=True) if value is not None}
            for row in zip(*self.values.values(), strict=True)
        ]


def clean_columns(fields: Sequence[BoundField], rows: Sequence[Raw]) -> CleanColumns:
    """What fields hold in each of the rows."""
    found = CleanColumns(len(rows))
    for bound in fields:
        add = _several if bound.field.several else _single
        found.values[bound.field.name] = add(bound, rows, found)
    return found


def _single(bound: BoundField, rows: Sequence[Raw], found: CleanColumns) -> list[Any]:
    source = bound.values[0]
    raws = read_all(source.read, rows)
    column = source.clean.column(raws, rows)
    if None in raws:
        column = [None if raw is None else value for raw, value in zip(raws, column, strict=True)]
    return _usable(bound.field.name, column, raws, range(len(rows)), found)


def _several(bound: BoundField, rows: Sequence[Raw], found: CleanColumns) -> list[Any]:
    """A tuple for each row that has values."""
    whole: list[Any] = [None] * len(rows)
    for number, source in enumerate(bound.values):
        owners, raws = _pieces(bound.field.type, source, rows)
        one_each = owners == range(len(rows))
        column = source.clean.column(raws, rows if one_each else [rows[at] for at in owners])
        usable = _usable(bound.field.name, column, raws, owners, found)
        if number == 0 and one_each:
            whole = [None if value is None else (value,) for value in usable]
            continue
        for at, value in zip(owners, usable, strict=True):
            if value is not None:
                whole[at] = (*(whole[at] or ()), value)
    return whole


def _pieces(type_: ValueType, source: BoundValue, rows: Sequence[Raw]) -> tuple[Sequence[int], list[Any]]:
    """The single values that a field which takes several has in rows, and the position of the row of each."""
    column = read_all(source.read, rows)
    if set(map(type, column)) <= _SINGLE:
        if type(type_).pieces is ValueType.pieces:
            return range(len(rows)), column
        pieces = [type_.pieces(value) if value else (value,) for value in column]
        if set(map(len, pieces)) == {1}:
            return range(len(rows)), [piece for [piece] in pieces]
    owners: list[int] = []
    raws: list[Any] = []
    for at, value in enumerate(column):
        for one in value if isinstance(value, list) else (value,):
            pieces_of_one = type_.pieces(one) if one.__class__ is str else (one,)
            owners += [at] * len(pieces_of_one)
            raws += pieces_of_one
    return owners, raws


def _usable(
    name: str, column: list[Any], raws: Sequence[Any], owners: Sequence[int], found: CleanColumns
) -> list[Any]:
    """Cleaned values of a field without what is to be noted of them, which is noted with their rows."""
    if _REMARKABLE.isdisjoint(map(type, column)):
        return column
    usable = list(column)
    for place, (value, raw, at) in enumerate(zip(column, raws, owners, strict=True)):
        if value.__class__ in _REMARKABLE:  # isinstance on every cell would be a tenth of the time
            reason = value.reason if isinstance(value, PartialValue) else str(value)
            found.findings.setdefault(at, []).append(Finding(name, shown(raw), reason))
            usable[place] = value.value if isinstance(value, PartialValue) else None
    return usable


def shown(value: object) -> str:
    """A value as text that can be stored, cut off where it is very long."""
    plain = isinstance(value, str | BadCell)
    text = str(value) if plain else json.dumps(value, default=str, ensure_ascii=False)
    return storable(text, _LONGEST_VALUE)


def storable(text: str, longest: int) -> str:
    """A text cut off where it is longer, with the code of each half of a character."""
    return text[:longest].encode("utf-8", "backslashreplace").decode()
