"""Rows that were stored while the clock was ahead, as what was stored after them tells.

Of a clock that is ahead nothing can be seen while it is. Once it is right, the latest commits lie ahead of
it: who stores next says in the table `clocks` by how much, and from then on the rows of these commits count
as received that much earlier, between those before and after them. Nothing is said where it is the clock of
now that is behind: there was no leap to what seems to lie ahead, or this program is younger than it says.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pyarrow as pa

from graph.journal.tables.order import BELIEVED
from graph.journal.tables.scratch import scratch
from graph.journal.tables.table import JournalTable

CLOCKS = "clocks"
"""Table of what was told of clocks."""
DATED = ("records", "events")
"""Tables of which it counts when a row was received."""
_WRITING = timedelta(seconds=1)
"""What it takes at most to write rows, which are dated before they are written."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """That the clock was `ahead`, in microseconds, when the rows of a table were stored from one commit to
    another."""

    of_table: str
    first_commit: int
    last_commit: int
    ahead: int

    @property
    def sql(self) -> str:
        """SQL for that a row is one of these, and when it was received then."""
        wrong = f'"commit" BETWEEN {self.first_commit} AND {self.last_commit}'
        return f"WHEN {wrong} THEN recorded_at - to_microseconds({self.ahead})"


Clocks = Mapping[str, Sequence[Ahead]]
"""What was told of clocks, by table, the earliest first."""


def told_of_clocks(tables: Mapping[str, JournalTable]) -> Clocks:
    """What was ever told."""
    table = tables[CLOCKS]
    if table.is_empty():
        return {}
    names = [each.name for each in fields(Ahead)]
    rows = table.changes(0, table.version()).select(names).to_pylist()
    return {name: [Ahead(**row) for row in rows if row["of_table"] == name] for name in DATED}


def received_sql(clocks: Clocks, table: str, stored: str) -> str:
    """SQL for rows of a table, given as SQL as they are `stored`, with the times when they were received."""
    if not clocks.get(table):
        return stored
    received = f"CASE {' '.join(it.sql for it in clocks[table])} ELSE recorded_at END"
    return f"SELECT * REPLACE ({received} AS recorded_at) FROM ({stored})"  # noqa: S608 - SQL of this package


def received(clocks: Clocks, table: str, rows: pa.Table) -> pa.Table:
    """The same of rows."""
    if not clocks.get(table) or not rows.num_rows:
        return rows
    with scratch() as connection:
        connection.register("rows", rows)
        found: pa.Table = connection.sql(received_sql(clocks, table, "FROM rows")).to_arrow_table()
    return found.cast(rows.schema)


def found_ahead(tables: Mapping[str, JournalTable]) -> list[Ahead]:
    """What is to be told of the latest commits of these tables; nothing as long as the clock is right."""
    now, told = datetime.now(UTC), told_of_clocks(tables)
    found = (_found_ahead(tables[name], told.get(name, ()), now) for name in DATED)
    return [it for it in found if it is not None]


def as_rows(found: Sequence[Ahead]) -> pa.Table:
    """The same as rows of the table."""
    return pa.Table.from_pylist([asdict(it) for it in found])


def _found_ahead(table: JournalTable, told: Sequence[Ahead], now: datetime) -> Ahead | None:
    limit, last = now + BELIEVED, table.version()
    known = max((it.last_commit for it in told), default=-1)
    if last <= known or _stored_at(table, last) <= limit or now < _made_at():
        return None
    first = bisect_right(range(known + 1, last), limit, key=partial(_stored_at, table)) + known + 1
    began, latest = _stored_at(table, first), _stored_at(table, last)
    if first == 0:  # the clock was ahead from the beginning on, unless that is long ago
        return _ahead(table, first, last, latest - now + BELIEVED) if latest - began < began - now else None
    leap = began - _stored_at(table, first - 1)
    return (
        _ahead(table, first, last, max(leap - _WRITING, latest - now)) if leap > (latest - now) / 2 else None
    )


def _ahead(table: JournalTable, first: int, last: int, by: timedelta) -> Ahead:
    return Ahead(table.name, first, last, by // timedelta(microseconds=1))


def _made_at() -> datetime:
    """When this program came to this machine: no clock that is right tells of a time before."""
    return datetime.fromtimestamp(Path(__file__).stat().st_mtime, UTC)


def _stored_at(table: JournalTable, version: int) -> datetime:
    return datetime.fromtimestamp(table.committed_at(version), UTC)
