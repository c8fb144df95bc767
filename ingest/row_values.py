"""Clean values of many rows, field by field: equal texts of a column are cleaned once, and looked up then."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ingest.cells import BadCell
from ingest.cleaning.base import InvalidValue, Kept, ValueType
from ingest.expressions import read_all
from ingest.mapping import BoundField, BoundValue, Raw

_LONGEST_VALUE = 1_000
_REMARKABLE = {InvalidValue, Kept}
_SINGLE = {str, type(None)}
"""Types of raw values that are no list; others may be."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A raw value that could not be used as it is."""

    field: str
    value: str
    reason: str


@dataclass(slots=True)
class RowValues:
    """The clean values of a row by field, without those that are empty, and what could not be used of it."""

    values: dict[str, Any]
    findings: list[Finding]


def row_values(fields: Sequence[BoundField], rows: Sequence[Raw]) -> list[RowValues]:
    """What fields hold in each of the rows."""
    found = [RowValues({}, []) for _ in rows]
    for bound in fields:
        if bound.field.several:
            _add_several(bound, rows, found)
        else:
            _add_single(bound, rows, found)
    return found


def _add_single(bound: BoundField, rows: Sequence[Raw], found: list[RowValues]) -> None:
    source, name = bound.values[0], bound.field.name
    raws = read_all(source.read, rows)
    column = source.clean.column(raws, rows)
    if None in raws:
        column = [None if raw is None else value for raw, value in zip(raws, column, strict=True)]
    for row, value in zip(found, _all_usable(name, column, raws, found), strict=True):
        if value is not None:
            row.values[name] = value


def _add_several(bound: BoundField, rows: Sequence[Raw], found: list[RowValues]) -> None:
    name = bound.field.name
    for source in bound.values:
        owners, raws = _pieces(bound.field.type, source, rows)
        column = source.clean.column(raws, [rows[at] for at in owners])
        of_owners = [found[at] for at in owners]
        for row, value in zip(of_owners, _all_usable(name, column, raws, of_owners), strict=True):
            if value is not None:
                values = row.values
                values[name] = (*values[name], value) if name in values else (value,)


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


def _all_usable(name: str, column: list[Any], raws: Sequence[Any], rows: Sequence[RowValues]) -> list[Any]:
    """Cleaned values of a field without what is to be noted of them, which is noted with their rows."""
    if _REMARKABLE.isdisjoint(map(type, column)):
        return column
    return [_usable(name, *cell) for cell in zip(column, raws, rows, strict=True)]


def _usable(name: str, value: Any, raw: Any, row: RowValues) -> Any:
    """A cleaned value without what is to be noted of it."""
    kind = value.__class__  # isinstance on every cell would be a tenth of the time
    if kind is InvalidValue:
        row.findings.append(Finding(name, shown(raw), str(value)))
        return None
    if kind is Kept:
        row.findings.append(Finding(name, shown(raw), value.reason))
        return value.value
    return value


def shown(value: object, longest: int = _LONGEST_VALUE) -> str:
    """A value as text that can be stored, cut off where it is very long."""
    plain = isinstance(value, str | BadCell)
    text = str(value) if plain else json.dumps(value, default=str, ensure_ascii=False)
    return text[:longest].encode("utf-8", "backslashreplace").decode()
