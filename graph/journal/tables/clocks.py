"""Rows that were stored while the clock was wrong, as what was stored before and after them tells.

Of a clock that is ahead nothing can be seen while it is. Once it is right, the latest commits lie ahead of
it: who stores next says in the table `clocks` by how much, and from then on their rows count as received that
much earlier. One that is behind is told from that, as there was no leap to what lies ahead of it, or as this
program is younger than it says: what is stored by it counts as received after what was there. Where that
cannot be told yet, a leap of the clock tells it later.

When a row was received is not known to the day then. What is dated by itself has to be believed, and what is
not must not outlast what is stated after it: so it is taken for a day before the clock was put right, unless
it is known to be later.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
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
_OPEN = 2**62
"""The last commit of a clock that is wrong still."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """That the clock was `ahead`, in microseconds, or behind where that is negative, when the rows of a table
    were stored from one commit to another. Of several that begin with one commit the last one holds."""

    of_table: str
    first_commit: int
    last_commit: int
    ahead: int

    @property
    def sql(self) -> str:
        """SQL for that a row is one of these, and when it was received then."""
        wrong = f'"commit" BETWEEN {self.first_commit} AND {self.last_commit}'
        return f"WHEN {wrong} THEN recorded_at - to_microseconds({self.ahead})"


Clocks = Mapping[str, Sequence[Wrong]]
"""What was told of clocks, by table, the earliest first."""


def told_of_clocks(tables: Mapping[str, JournalTable]) -> Clocks:
    """What was ever told."""
    table = tables[CLOCKS]
    if table.is_empty():
        return {}
    names = [each.name for each in fields(Wrong)]
    rows = [Wrong(**row) for row in table.changes(0, table.version()).select(names).to_pylist()]
    last = {(it.of_table, it.first_commit): it for it in rows}
    return {name: [it for it in last.values() if it.of_table == name] for name in DATED}


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


def found_wrong(tables: Mapping[str, JournalTable]) -> list[Wrong]:
    """What is to be told of the clock before something is stored now; nothing as long as it is right."""
    now, told = datetime.now(UTC), told_of_clocks(tables)
    return [it for name in DATED for it in _found_wrong(tables[name], told.get(name, ()), now)]


def as_rows(found: Sequence[Wrong]) -> pa.Table:
    """The same as rows of the table."""
    return pa.Table.from_pylist([asdict(it) for it in found])


def _found_wrong(table: JournalTable, told: Sequence[Wrong], now: datetime) -> Iterator[Wrong]:
    last = table.version()
    limit, latest, newest = now + BELIEVED, _stored_at(table, last), told[-1] if told else None
    known = max((it.last_commit for it in told), default=-1) + 1
    if newest and newest.last_commit == _OPEN:
        if limit >= _stored_at(table, newest.first_commit - 1):
            yield _behind(table, newest.first_commit, now)
    elif newest and newest.ahead > 0 and _was_right(table, newest, now):
        yield replace(newest, ahead=0)
        yield _behind(table, newest.last_commit + 1, now)
    elif known <= last and latest > limit:
        first = bisect_right(range(known, last), limit, key=partial(_stored_at, table)) + known
        ahead = None if now < _made_at() else _ahead(table, first, now)
        yield ahead or Wrong(table.name, last + 1, _OPEN, _microseconds(now - latest))
        if ahead and told and told[-1].last_commit == first - 1:
            yield from _after_all(table, told)


def _ahead(table: JournalTable, first: int, now: datetime) -> Wrong | None:
    """That the clock was ahead from one commit on; null where it rather is behind now."""
    last = table.version()
    began, latest = _stored_at(table, first), _stored_at(table, last)
    most = latest - now + BELIEVED
    if first == 0:  # it was so from the beginning on, unless that is long ago
        return Wrong(table.name, first, last, _microseconds(most)) if latest - began < began - now else None
    leap = began - _stored_at(table, first - 1)
    by = min(max(leap - _WRITING, latest - now), most)
    return Wrong(table.name, first, last, _microseconds(by)) if leap > (latest - now) / 2 else None


def _was_right(table: JournalTable, ahead: Wrong, now: datetime) -> bool:
    """Whether a clock that was taken for one that was ahead was right, and the one after it behind: that is
    put right by a leap beyond all that seemed to lie ahead."""
    last = table.version()
    if last == ahead.last_commit:
        return False
    latest = _stored_at(table, ahead.last_commit)
    fell = latest - _stored_at(table, ahead.last_commit + 1)
    return now >= latest and now - _stored_at(table, last) > fell / 2


def _after_all(table: JournalTable, told: Sequence[Wrong]) -> Iterator[Wrong]:
    """That a clock was ahead after all, and the one after it right, as what told otherwise led ahead, too."""
    *_, ahead, behind = Wrong(table.name, 0, 0, 0), *told
    if ahead.last_commit == behind.first_commit - 1 and behind.ahead < 0 == ahead.ahead:
        fell = _stored_at(table, ahead.last_commit) - _stored_at(table, behind.first_commit)
        yield replace(ahead, ahead=_microseconds(fell + BELIEVED))
        yield replace(behind, ahead=0)


def _behind(table: JournalTable, first: int, now: datetime) -> Wrong:
    """That the clock was behind from one commit on, and is right again."""
    last = table.version()
    if last < first:
        return Wrong(table.name, first, last, 0)  # nothing was stored by it
    at_least = _stored_at(table, first - 1) - _stored_at(table, first)
    by = max(at_least, now - _stored_at(table, last) - BELIEVED)
    return Wrong(table.name, first, last, -_microseconds(by))


def _microseconds(time: timedelta) -> int:
    return time // timedelta(microseconds=1)


def _made_at() -> datetime:
    """When this program came to this machine: no clock that is right tells of a time before."""
    return datetime.fromtimestamp(Path(__file__).stat().st_mtime, UTC)


def _stored_at(table: JournalTable, version: int) -> datetime:
    return datetime.fromtimestamp(table.committed_at(version), UTC)
