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
    if not _REMARKABLE.isdisjoint(map(type, column)):
        column = [_usable(name, *cell) for cell in zip(column, raws, found, strict=True)]
    for row, value in zip(found, column, strict=True):
        if value is not None:
            row.values[name] = value


def _add_several(bound: BoundField, rows: Sequence[Raw], found: list[RowValues]) -> None:
    gathered: list[list[Any]] = [[] for _ in rows]
    for source in bound.values:
        owners, raws = _pieces(bound.field.type, source, rows)
        column = source.clean.column(raws, [rows[at] for at in owners])
        for at, value, raw in zip(owners, column, raws, strict=True):
            if value.__class__ in _REMARKABLE:
                value = _usable(bound.field.name, value, raw, found[at])
            if value is not None:
                gathered[at].append(value)
    for row, values in zip(found, gathered, strict=True):
        if values:
            row.values[bound.field.name] = tuple(values)


def _pieces(type_: ValueType, source: BoundValue, rows: Sequence[Raw]) -> tuple[Sequence[int], list[Any]]:
    """The single values that a field which takes several has in rows, and the position of the row of each."""
    column = read_all(source.read, rows)
    undivided = type(type_).pieces is ValueType.pieces
    if undivided and set(map(type, column)) <= _SINGLE:
        return range(len(rows)), column
    owners: list[int] = []
    raws: list[Any] = []
    for at, value in enumerate(column):
        for one in value if isinstance(value, list) else (value,):
            pieces = type_.pieces(one) if one.__class__ is str else (one,)
            owners += [at] * len(pieces)
            raws += pieces
    return owners, raws


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
