"""Times that a file tells in two columns, one for the day and one for the hour: both make the field. And
times that do not say in which zone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.cleaning.dates.times import Time
from ingest.ingestors import INGESTORS
from ingest.proposing.entries.rows import Line, Rows
from ingest.proposing.meaning.columns import Column
from ingest.proposing.meaning.headers import said

_WITH_CLOCK = re.compile(r"(?i)(?<![+-]\d)\d:\d\d(?::\d\d)?(?:[.,]\d+)?(?: ?[ap]\.?m\.?)?$")
"""A time that nothing tells the zone of."""
_MOSTLY = 0.9
_OF_TIMES = frozenset(("date", "time"))


def with_clock(line: Line, columns: Sequence[Column]) -> Line:
    """The field, with the hour where it is fed by days and the column of their hours is there."""
    day = next((it for it in columns if line.columns == (it.name,)), None)
    if day is None or not _are_days(day):
        return line
    hours = [it for it in columns if it.is_like("clock") > _MOSTLY and _of(it) in (_of(day), frozenset())]
    if len(hours) != 1:
        return line
    names = (day.name, hours[0].name)
    form = line.value if isinstance(line.value, dict) else {}
    own = {name: told for name, told in form.items() if name != "column"}
    value = {"columns": list(names), "join": " "} | own
    return replace(line, value=value, columns=names, why=f'{line.why}; "{names[1]}" has the hour')


def times_without_zone(entries: Iterable[Rows], columns: Iterable[Column]) -> list[Column]:
    """The columns that entries take times from which have a clock, and do not say in which zone."""
    used = {name for rows in entries for line in rows.lines if _is_time(rows, line) for name in line.columns}
    mine = (column for column in columns if column.name in used)
    return [column for column in mine if any(_WITH_CLOCK.search(text) for text in column.counts)]


def _is_time(rows: Rows, line: Line) -> bool:
    return isinstance(INGESTORS[rows.kind].field[line.name].type, Time)


def _of(column: Column) -> frozenset[str]:
    """What a header says that the time is of."""
    return frozenset(said(column.name).senses.keys() - _OF_TIMES)


def _are_days(column: Column) -> bool:
    return column.is_like("date") > _MOSTLY and not any(":" in text for text in column.counts)
