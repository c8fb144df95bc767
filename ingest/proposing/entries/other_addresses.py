"""Address books hold one of several addresses a row: whoever has not that of most rows has another one."""

from __future__ import annotations

from graph.model.attributes import ADDRESS_PARTS
from ingest.proposing.entries.fields.addresses import which_address
from ingest.proposing.entries.found import FoundColumns
from ingest.proposing.entries.rows import Rows
from ingest.proposing.meaning.columns import Column, shown
from ingest.proposing.meaning.meanings import Meaning

_TOGETHER = 0.98
"""The share of rows in which the columns of an address are empty together where one tells of all."""
_SOME = 0.02
"""The share of rows from which another address is worth an entry of its own."""


Parts = dict[str, Meaning]
"""The columns of an address, by concept."""


def of_other_addresses(rows: Rows, columns: FoundColumns) -> list[Rows]:
    """The entry for customers; where rows without its address have another one, an entry for these too."""
    addresses = _addresses(columns)
    own = {name for line in rows.lines if line.name in ADDRESS_PARTS for name in line.columns}
    taken = next((parts for parts in addresses if any(it.column.name in own for it in parts.values())), None)
    told = _tells(taken) if taken else None
    others = [parts for parts in addresses if parts is not taken]
    if told is None or told.name in rows.when or not others:
        return [rows]
    other = max(others, key=lambda parts: _beside(told, parts))
    if _beside(told, other) < _SOME:
        return [rows]
    kept = [line for line in rows.lines if line.name not in ADDRESS_PARTS]
    further = Rows(rows.kind, kept, rows.when | {told.name: None})
    for name, found in other.items():
        further.add(name, [found], why=f'rows without "{told.name}" have this address')
    rows.when |= {told.name: "*"}
    return [rows, further]


def _addresses(columns: FoundColumns) -> list[Parts]:
    """The addresses of a row that headers tell apart, each by the columns that have values."""
    found: dict[str, Parts] = {}
    for it in columns.best(*ADDRESS_PARTS):
        if it.column.texts and (which := which_address(it)):
            found.setdefault(which, {}).setdefault(it.concept, it)
    return list(found.values())


def _tells(parts: Parts) -> Column | None:
    """The column of an address that is empty where all of it is; None where there is none."""
    fullest = max((it.column for it in parts.values()), key=lambda column: column.fill)
    return fullest if _beside(fullest, parts) <= 1 - _TOGETHER else None


def _beside(told: Column, parts: Parts) -> float:
    """The share of rows that have nothing in a column, and something of an address."""
    places = [at for at, value in enumerate(told.values) if shown(value) is None]
    have = sum(any(_has(it.column, at) for it in parts.values()) for at in places)
    return have / len(told.values) if told.values else 0.0


def _has(column: Column, at: int) -> bool:
    return at < len(column.values) and shown(column.values[at]) is not None
