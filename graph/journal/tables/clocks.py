"""Rows that were stored while the clock was ahead, as what was stored before and after them tells.

Of a clock that is ahead nothing can be seen while it is. Once it is right, the latest rows lie ahead of it:
who stores next says in the table `clocks` by how much, and from then on they count as received that much
earlier, between what came before and after them.

It may as well be the clock of now that is behind. That is told apart by what was stored before: a clock that
was put ahead leapt over at least as much as it was put back by now. Where there was no such leap, nothing is
said, and rows keep their times: a clock that was right is not to be corrected by one that is wrong.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime, timedelta
from functools import partial

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
class ClockLead:
    """That the clock was `ahead`, in microseconds, when the rows of a table were stored from one commit to
    another."""

    of_table: str
    first_commit: int
    last_commit: int
    ahead: int

    @property
    def sql(self) -> str:
        """SQL for that a row is one of these, and when it was received then."""
        ahead = f'"commit" BETWEEN {self.first_commit} AND {self.last_commit}'
        return f"WHEN {ahead} THEN recorded_at - to_microseconds({self.ahead})"


Clocks = Mapping[str, Sequence[ClockLead]]
"""What was told of clocks, by table, the earliest first."""


def told_of_clocks(tables: Mapping[str, JournalTable]) -> Clocks:
    """What was ever told."""
    table = tables[CLOCKS]
    if table.is_empty():
        return {}
    names = [each.name for each in fields(ClockLead)]
    rows = table.changes(0, table.version()).select(names).to_pylist()
    return {name: [ClockLead(**row) for row in rows if row["of_table"] == name] for name in DATED}


def received_at_sql(clocks: Clocks, table: str) -> str:
    """SQL for when a row of a table, as it is stored, was received."""
    told = clocks.get(table)
    return f"CASE {' '.join(it.sql for it in told)} ELSE recorded_at END" if told else "recorded_at"


def received_sql(clocks: Clocks, table: str, stored: str) -> str:
    """SQL for rows of a table, given as SQL as they are `stored`, with the times when they were received."""
    if not clocks.get(table):
        return stored
    return f"SELECT * REPLACE ({received_at_sql(clocks, table)} AS recorded_at) FROM ({stored})"  # noqa: S608 - SQL of this package


def received(clocks: Clocks, table: str, rows: pa.Table) -> pa.Table:
    """The same of rows."""
    if not clocks.get(table) or not rows.num_rows:
        return rows
    with scratch() as connection:
        connection.register("rows", rows)
        found: pa.Table = connection.sql(received_sql(clocks, table, "FROM rows")).to_arrow_table()
    return found.cast(rows.schema)


def found_ahead(tables: Mapping[str, JournalTable]) -> list[ClockLead]:
    """What is to be told of the latest rows of these tables; nothing as long as the clock is right."""
    now, told = datetime.now(UTC), told_of_clocks(tables)
    found = (_found_ahead(tables[name], told.get(name, ()), now) for name in DATED)
    return [it for it in found if it is not None]


def as_rows(found: Sequence[ClockLead]) -> pa.Table:
    """The same as rows of the table."""
    return pa.Table.from_pylist([asdict(it) for it in found])


def _found_ahead(table: JournalTable, told: Sequence[ClockLead], now: datetime) -> ClockLead | None:
    known, limit = told[-1].last_commit if told else 0, now + BELIEVED
    last = table.last_addition(known)
    if last == known or _stored_at(table, last) <= limit:
        return None
    first = bisect_right(range(known + 1, last), limit, key=partial(_stored_at, table)) + known + 1
    leap = _stored_at(table, first) - _before(table, first, told)
    behind = _stored_at(table, last) - now
    if leap < behind or any(_stored_at(table, it) <= limit for it in range(first, last)):
        return None
    by = min(max(leap - _WRITING, behind), behind + BELIEVED)
    return ClockLead(table.name, first, last, by // timedelta(microseconds=1))


def _before(table: JournalTable, first: int, told: Sequence[ClockLead]) -> datetime:
    """When the commit before one was made, as far as it is told."""
    stored = _stored_at(table, first - 1)
    if told and told[-1].last_commit == first - 1:
        return stored - timedelta(microseconds=told[-1].ahead)
    return stored


def _stored_at(table: JournalTable, version: int) -> datetime:
    return datetime.fromtimestamp(table.committed_at(version), UTC)
