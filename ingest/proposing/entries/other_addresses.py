"""Address books hold one of several addresses a row: whoever has not that of most rows has another one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ingest.proposing.entries.addresses import PARTS, which_address
from ingest.proposing.entries.found import FoundColumns
from ingest.proposing.entries.rows import Rows
from ingest.proposing.meaning.columns import Column, shown
from ingest.proposing.meaning.meanings import Meaning

_TOGETHER = 0.98
"""The share of rows in which the columns of an address are empty together where one tells of all."""
_SOME = 0.02
"""The share of rows from which another address is worth an entry of its own."""


def of_other_addresses(rows: Rows, columns: FoundColumns) -> Iterator[Rows]:
    """The entry for customers; where rows without its address have another one, an entry for these too."""
    yield rows
    addresses: dict[str, dict[str, Meaning]] = {}
    for found in columns.best(*PARTS):
        if found.column.texts:
            addresses.setdefault(which_address(found), {}).setdefault(found.concept, found)
    own = {name for line in rows.lines if line.name in PARTS for name in line.columns}
    taken = next(
        (it for it, parts in addresses.items() if any(one.column.name in own for one in parts.values())), ""
    )
    others = {it: parts for it, parts in addresses.items() if it not in ("", taken)}
    if (
        not taken
        or not others
        or (told := _tells(list(addresses[taken].values()))) is None
        or told.name in rows.when
    ):
        return
    which = max(others, key=lambda it: _beside(told, others[it]))
    if _beside(told, others[which]) < _SOME:
        return
    why = f'rows without "{told.name}" have this address'
    further = Rows(
        rows.kind, [line for line in rows.lines if line.name not in PARTS], rows.when | {told.name: None}
    )
    for name, found in others[which].items():
        further.add(name, [replace(found, why=why)])
    rows.when = rows.when | {told.name: "*"}
    yield further


def _tells(parts: list[Meaning]) -> Column | None:
    """The column of an address that is empty where all of it is; None where there is none."""
    fullest = max((it.column for it in parts), key=lambda column: column.fill)
    lonely = sum(
        any(at < len(it.column.values) and shown(it.column.values[at]) for it in parts)
        for at, value in enumerate(fullest.values)
        if shown(value) is None
    )
    return fullest if lonely <= (1 - _TOGETHER) * len(fullest.values) else None


def _beside(told: Column, parts: dict[str, Meaning]) -> float:
    """The share of rows that have nothing in a column, and have this address."""
    places = [at for at, value in enumerate(told.values) if shown(value) is None]
    have = sum(
        any(at < len(it.column.values) and shown(it.column.values[at]) for it in parts.values())
        for at in places
    )
    return have / len(told.values) if told.values else 0.0
