"""What came since a run: who shares an identifier with whom, and when customers came into being."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Set
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pyarrow as pa

from graph.duck import connect
from graph.entries import RecordVersion
from graph.identity.evidence.rule_links import blocked_sql
from graph.identity.inputs import FINISHED_BEGUN, LastRun
from graph.identity.newcomers.named import NamedRecord, Value, values_of
from graph.identity.rules import Rules
from graph.identity.running.following import is_of_last_run
from graph.identity.state.changes import Span
from graph.identity.state.file import read_mark
from graph.journal import Journal
from graph.journal.suppressing.suppression import Suppressed
from graph.journal.tables.arrow import compute as pc
from graph.journal.tables.scratch import scratch
from graph.journal.tables.times import in_utc

PLACED = f"SELECT record_id FROM stored_assignments WHERE valid_from > ({FINISHED_BEGUN})"  # noqa: S608 - SQL of the journal
"""Records that got a customer since the last run, as SQL."""
CREATED = f"""
    SELECT customer_id FROM stored_assignments GROUP BY customer_id
    HAVING min(valid_from) > ({FINISHED_BEGUN})
"""  # noqa: S608 - as above
"""Customers that there are since the last run, as SQL."""


@dataclass
class SinceRun:
    """What came since a run: by identifier the customers of newcomers who use it, null for those who have
    none; customers of bare newcomers alone. `erased` is the list of those who were erased, as it was then."""

    rules: Rules
    run_id: str = ""
    erased: Suppressed = field(default_factory=Suppressed)
    users: defaultdict[Value, set[str | None]] = field(default_factory=lambda: defaultdict(set))
    bare: set[str] = field(default_factory=set)

    def neighbours(self, record: RecordVersion) -> set[str | None]:
        """The customers of newcomers that share an identifier with a record."""
        return set().union(*(self._users(value) for value in values_of(record)))

    def joins(self, named: NamedRecord, customer_id: str | None) -> bool:
        """Whether a record and a customer are one visitor and who that is, whichever came first."""
        shared = {value for value in values_of(named.record) if self._users(value)}
        is_visit = named.is_bare or customer_id in self.bare
        return customer_id is not None and is_visit and self.are_cookies(shared)

    def are_cookies(self, shared: Set[Value]) -> bool:
        """Whether what two records share are cookies, and nothing else, and none that link nobody."""
        return {kind for kind, _ in shared} == {"cookie"} and not _any_blocked(shared, self.rules)

    def begin_with(self, placed: Iterable[NamedRecord], created: Set[str]) -> None:
        """Keep in mind who got a customer since the run, and which customers were `created` since."""
        for each in sorted(placed, key=lambda it: not it.is_bare):
            self.take(each, each.customer_id)
            if each.is_bare:
                self.bare.update({each.customer_id or ""} & created)

    def take(self, named: NamedRecord, customer_id: str | None) -> None:
        """Keep in mind whose a record is."""
        for value in values_of(named.record):
            self.users[value].add(customer_id)
        if not named.is_bare:
            self.bare.discard(customer_id or "")
        elif customer_id == named.own_id and named.customer_id is None:
            self.bare.add(customer_id)

    def move(self, visitors: Iterable[NamedRecord], customer_id: str) -> None:
        """Keep in mind that visitors are a customer."""
        for each in visitors:
            self.bare.discard(each.customer_id or "")
            for value in values_of(each.record):
                self.users[value].discard(each.customer_id)
                self.users[value].add(customer_id)

    def _users(self, value: Value) -> Set[str | None]:
        return self.users.get(value, frozenset())


def came_since(journal: Journal, last: LastRun, state: Path) -> list[str] | None:
    """The records that something was told of since the last run, by the state that it left; null where that
    is of another run, or more has happened since than that something was told."""
    with closing(connect()) as connection:
        mark = read_mark(connection, state)
    span = Span(mark.versions if mark else {}, journal.versions())
    if not is_of_last_run(mark, last, journal, span):
        return None
    return journal.records_named(span.since, span.until)


def _any_blocked(values: Set[Value], rules: Rules) -> bool:
    """Whether any of the values is blocked."""
    kinds, told = ([value[at] for value in values] for at in (0, 1))
    with scratch() as connection:
        connection.register("identifiers", pa.table({"kind": kinds, "value": told}))
        return bool(connection.execute(f"FROM ({blocked_sql(connection, rules)}) LIMIT 1").fetchall())


@dataclass
class LatestAssignment:
    """When a record got its latest customer; each row of the journal is looked at once."""

    journal: Journal
    version: int = 0
    at: datetime | None = None

    def now(self) -> datetime | None:
        """The latest of all that are stored by now; None where there are none."""
        version = self.journal.versions()["assignments"]
        if version < self.version:  # it was restored from an older copy
            self.version, self.at = 0, None
        if version > self.version:
            rows = self.journal.changes("assignments", self.version, version)
            found = [it for it in (self.at, in_utc(pc.max(rows["valid_from"]).as_py())) if it is not None]
            self.version, self.at = version, max(found, default=None)
        return self.at
